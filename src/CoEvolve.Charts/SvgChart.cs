using Microsoft.AspNetCore.Components;

namespace CoEvolve.Charts;

/// <summary>A chart that is one drawing, made for several widths.</summary>
/// <remarks>
/// The chart is drawn once for each of its <see cref="Widths"/>. The stylesheet shows the widest drawing that fits into the
/// figure at 5/6 of its natural size or more, so a text of 12 px is never set smaller than 10 px; a drawing is never enlarged
/// by more than a fifth either. What counts is the figure's own width (a container query), so it works in grid cells and on
/// paper as it does on a phone. Under the least width the drawing shrinks on.
/// </remarks>
public abstract class SvgChart : ChartComponent
{
    /// <summary>The least natural width, px.</summary>
    public const int LeastWidth = 160;

    /// <summary>The greatest natural width, px.</summary>
    public const int MostWidth = 1400;

    /// <summary>
    /// Natural widths in px, from 160 to 1400, in any order; for each of them the chart is drawn once. The default, 720 and 360, does for
    /// a text column on screens of all sizes; a chart in a grid cell needs one only.
    /// </summary>
    [Parameter]
    public IReadOnlyList<int> Widths { get; set; } = [720, 360];

    /// <summary>Height of plot and axes in px, at every width; null chooses one for each width. A legend above adds to it.</summary>
    [Parameter]
    public int? Height { get; set; }

    /// <summary>The drawings, from the widest to the narrowest.</summary>
    internal IReadOnlyList<ChartLayout> Layouts { get; private set; } = [];

    /// <summary>Makes the drawing for one natural width.</summary>
    private protected abstract ChartLayout Layout(int width);

    /// <summary>Checks the parameters and lays the chart out for every width.</summary>
    /// <exception cref="ArgumentException">A parameter is out of range; the message names the chart, the value and what is allowed.</exception>
    protected override void OnParametersSet()
    {
        base.OnParametersSet();
        Check.That(Widths is { Count: > 0 }, Id, $"Widths is empty; give at least one, for example 360.");
        foreach (int width in Widths)
            Check.That(width is >= LeastWidth and <= MostWidth, Id, $"Widths has {width}; allowed is {LeastWidth} to {MostWidth} px.");
        Check.That(Height is null or (>= 100 and <= 4000), Id, $"Height is {Height}; allowed is 100 to 4000 px.");
        CheckData();
        Layouts = [.. Widths.Distinct().OrderDescending().Select(Layout)];
    }

    /// <summary>Refuses data that cannot be drawn.</summary>
    private protected abstract void CheckData();

    /// <summary>Flat enough to read slopes, high enough for labels: 230 px at 360, 320 px at 720.</summary>
    private protected double HeightAt(int width) => Height ?? Math.Round(140 + 0.25 * width);
}
