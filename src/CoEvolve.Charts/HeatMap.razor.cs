using Microsoft.AspNetCore.Components;

namespace CoEvolve.Charts;

/// <summary>A quantity over two parameters as colours, with contour lines of the same or of other quantities.</summary>
/// <remarks>
/// Cells stand around the parameters' values; on a linear or logarithmic axis they meet halfway between them, on a categorical
/// one they are equally wide. Contours come from marching squares and are rounded off between cells. Colours have 21 steps.
/// </remarks>
public partial class HeatMap : SvgChart
{
    private HeatData? _data;

    /// <summary>Draws the map for 520 and 350 px, because it is nearly as high as it is wide.</summary>
    public HeatMap() => Widths = [520, 350];

    /// <summary>The quantity.</summary>
    [Parameter, EditorRequired]
    public Grid Data { get; set; } = new([0], [0], [double.NaN]);

    /// <summary>The horizontal parameter. It ends where the cells end, so it has no minimum or maximum of its own.</summary>
    [Parameter]
    public Axis XAxis { get; set; } = new();

    /// <summary>The vertical parameter.</summary>
    [Parameter]
    public Axis YAxis { get; set; } = new();

    /// <summary>Title, range and scale of the colours. Values beyond the range get its last colour.</summary>
    [Parameter]
    public Axis ValueAxis { get; set; } = new();

    /// <summary>Which colours.</summary>
    [Parameter]
    public ColourRamp Ramp { get; set; }

    /// <summary>The contour lines; later ones are drawn over earlier ones.</summary>
    [Parameter]
    public IReadOnlyList<ContourLine> Contours { get; set; } = [];

    /// <summary>Writes the values into the cells where all of them have room.</summary>
    [Parameter]
    public bool ShowValues { get; set; }

    private protected override void CheckData()
    {
        CheckGrid(Data, "Data");
        foreach (var contour in Contours)
        {
            Check.That(double.IsFinite(contour.Level), Id, $"Contour '{contour.Name}' has level {contour.Level:R}; it must be finite.");
            if (contour.Grid is not null)
                CheckGrid(contour.Grid, contour.Name);
        }

        foreach (var axis in (Axis[])[XAxis, YAxis])
            Check.That(axis.Minimum is null && axis.Maximum is null, Id,
                $"Axis '{axis.Title}' has ends of its own; a heat map's axes end where its cells end. Leave them out.");
        Check.That(ValueAxis.Scale != AxisScale.Categorical, Id, $"ValueAxis is categorical; choose a linear or logarithmic one.");
        CheckCategories(XAxis, Data.X.Count);
        CheckCategories(YAxis, Data.Y.Count);
        _data = new HeatData(Data, XAxis, YAxis, ValueAxis, Ramp, Contours, ShowValues);
    }

    private protected override ChartLayout Layout(int width) => HeatLayout.Create(_data!, width, Height ?? Math.Round(70 + 0.66 * width));

    private void CheckGrid(Grid grid, string name)
    {
        Check.That(grid.X.Count >= 1 && grid.Y.Count >= 1, Id,
            $"'{name}' has {grid.X.Count} × {grid.Y.Count} values; at least one of each parameter is needed.");
        Check.That(grid.Values.Count == grid.X.Count * grid.Y.Count, Id,
            $"'{name}' has {grid.Values.Count} values; there must be {grid.X.Count} × {grid.Y.Count}.");
        CheckRising(grid.X, name + ".X", XAxis);
        CheckRising(grid.Y, name + ".Y", YAxis);
    }

    private void CheckRising(IReadOnlyList<double> values, string name, Axis axis)
    {
        for (int i = 0; i < values.Count; i++)
        {
            Check.That(double.IsFinite(values[i]) && (axis.Scale != AxisScale.Log || values[i] > 0), Id,
                $"{name}[{i}] is {values[i]:R}; it must be finite, and positive on a logarithmic axis.");
            Check.That(i == 0 || values[i] > values[i - 1], Id,
                $"{name}[{i}] is {values[i]:R} after {values[Math.Max(i - 1, 0)]:R}; values must rise.");
        }
    }

    private void CheckCategories(Axis axis, int count) =>
        Check.That(axis.Categories is null || axis.Scale != AxisScale.Categorical || axis.Categories.Count == count, Id,
            $"Axis '{axis.Title}' has {axis.Categories?.Count} categories; there must be {count}, one a value.");
}
