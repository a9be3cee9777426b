using Microsoft.AspNetCore.Components;

namespace CoEvolve.Charts;

/// <summary>A chart of several drawings in a grid that has as many columns as fit.</summary>
/// <remarks>A cell is never narrower than 5/6 of its drawing's natural width (unless the page is), so texts keep 10 px.</remarks>
public abstract class PanelChart : ChartComponent
{
    /// <summary>Natural width of a drawing in px, from 160 to 1400. The default makes two to four columns of a page, and one or two on a phone.</summary>
    [Parameter]
    public int CellWidth { get; set; } = 300;

    /// <summary>Whether a legend stands above the drawings.</summary>
    [Parameter]
    public bool ShowLegend { get; set; } = true;

    /// <summary>The drawings with their titles.</summary>
    internal IReadOnlyList<(string Title, ChartLayout Layout)> Panels { get; private set; } = [];

    /// <summary>Entries of the common legend.</summary>
    internal IReadOnlyList<LegendItem> LegendItems { get; private set; } = [];

    /// <summary>What the axes are, once for all drawings.</summary>
    internal IReadOnlyList<string> AxisTexts { get; private set; } = [];

    /// <summary>Checks the parameters and lays the drawings out.</summary>
    /// <exception cref="ArgumentException">A parameter is out of range; the message names the chart, the value and what is allowed.</exception>
    protected override void OnParametersSet()
    {
        base.OnParametersSet();
        Check.That(CellWidth is >= SvgChart.LeastWidth and <= SvgChart.MostWidth, Id,
            $"CellWidth is {CellWidth}; allowed is {SvgChart.LeastWidth} to {SvgChart.MostWidth} px.");
        CheckData();
        Panels = [.. Layout()];
        LegendItems = ShowLegend ? [.. Legend().Distinct()] : [];
        var (x, y) = Axes();
        AxisTexts = [.. ((string?[])[Arrow("↑", y), Arrow("→", x)]).OfType<string>()];
    }

    /// <summary>Refuses data that cannot be drawn.</summary>
    private protected abstract void CheckData();

    /// <summary>Lays out every drawing.</summary>
    private protected abstract IEnumerable<(string Title, ChartLayout Layout)> Layout();

    /// <summary>Entries of the legend, with repetitions.</summary>
    private protected abstract IEnumerable<LegendItem> Legend();

    /// <summary>The common axes.</summary>
    private protected abstract (Axis X, Axis Y) Axes();

    private static string? Arrow(string arrow, Axis axis) => axis.Title is null ? null : $"{arrow} {axis.Title}";
}
