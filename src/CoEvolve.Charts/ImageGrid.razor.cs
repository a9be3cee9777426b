using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace CoEvolve.Charts;

/// <summary>Small grayscale pictures in a table, for example captions by generations, with several samples in each cell.</summary>
/// <remarks>
/// Each picture is a PNG of its own in a data URI, so that a cell's pictures wrap where the page is narrow: some 300
/// characters for 8×8 pixels. Ink is dark on light pages and light on dark ones. A table that is still too wide scrolls.
/// </remarks>
public partial class ImageGrid : ChartComponent
{
    /// <summary>Headings of the columns.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<string> Columns { get; set; } = [];

    /// <summary>
    /// What the columns are, above all of them, for example "generation"; with it headings can be short, and a phone shows more
    /// columns. Null for none.
    /// </summary>
    [Parameter]
    public string? ColumnsTitle { get; set; }

    /// <summary>The rows; each has one cell a column.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<ImageRow> Rows { get; set; } = [];

    /// <summary>Heading above the rows' headings; empty for none.</summary>
    [Parameter]
    public string Corner { get; set; } = "";

    /// <summary>
    /// Side of a picture's pixel on the page, CSS px, 1 to 32; whole, so that pixels stay sharp. On a phone it is two thirds of
    /// that, whole again.
    /// </summary>
    [Parameter]
    public int PixelSize { get; set; } = 3;

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        base.OnParametersSet();
        Check.That(PixelSize is >= 1 and <= 32, Id, $"PixelSize is {PixelSize}; allowed is 1 to 32.");
        foreach (var row in Rows)
        {
            Check.That(row.Cells.Count == Columns.Count, Id,
                $"Row '{row.Heading}' has {row.Cells.Count} cells; there must be {Columns.Count}, one a column.");
            foreach (var image in row.Cells.SelectMany(c => c))
            {
                Check.That(image.Height >= 1 && image.Width >= 1 && image.Intensities.Count == image.Height * image.Width, Id,
                    $"A picture in row '{row.Heading}' is {image.Height}×{image.Width} with {image.Intensities.Count} intensities; there must be one a pixel.");
                Check.That(image.Maximum > 0 && double.IsFinite(image.Maximum), Id,
                    $"A picture in row '{row.Heading}' has maximum {image.Maximum:R}; it must be positive.");
            }
        }
    }

    private string NarrowZoom => (Math.Max(1, Math.Round(PixelSize * 2 / 3.0)) / PixelSize).ToString("0.####", CultureInfo.InvariantCulture);

    private string AltText(ImageRow row, int column)
    {
        string heading = ColumnsTitle is null ? Columns[column] : $"{ColumnsTitle} {Columns[column]}";
        return $"{row.Heading}, {heading}: {Describing.Count(row.Cells[column].Count, "picture")}";
    }
}
