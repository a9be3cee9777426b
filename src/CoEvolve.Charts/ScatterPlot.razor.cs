using Microsoft.AspNetCore.Components;

namespace CoEvolve.Charts;

/// <summary>Points in the plane, with error bars in both directions, and a line where both coordinates are equal.</summary>
public partial class ScatterPlot : SvgChart
{
    private ScatterData? _data;

    /// <summary>Draws the plot for 480 and 340 px, because it is about as high as it is wide.</summary>
    public ScatterPlot() => Widths = [480, 340];

    /// <summary>The points; a series later in the list is drawn over those before it.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<ScatterSeries> Series { get; set; } = [];

    /// <summary>The horizontal axis.</summary>
    [Parameter]
    public Axis XAxis { get; set; } = new();

    /// <summary>The vertical axis.</summary>
    [Parameter]
    public Axis YAxis { get; set; } = new();

    /// <summary>Name of the line y = x, for example "predicted = measured". With it both axes get the same range and length; null for no line.</summary>
    [Parameter]
    public string? Identity { get; set; }

    /// <summary>Lines across the plot.</summary>
    [Parameter]
    public IReadOnlyList<ReferenceLine> References { get; set; } = [];

    /// <summary>Where the series' names stand. Auto is above, and nowhere if there is only one name.</summary>
    [Parameter]
    public LegendPlacement Legend { get; set; }

    private protected override void CheckData()
    {
        Check.That(XAxis.Scale != AxisScale.Categorical && YAxis.Scale != AxisScale.Categorical, Id,
            $"A categorical axis is for heat maps; choose a linear or logarithmic one.");
        Check.That(Identity is null || XAxis.Scale == YAxis.Scale, Id,
            $"Identity needs axes of one kind, but they are {XAxis.Scale} and {YAxis.Scale}; make them equal.");
        foreach (var series in Series)
            Check.That(series.Colour >= LineSeries.Ink, Id,
                $"'{series.Name}' has colour {series.Colour}; allowed is {LineSeries.Ink} (ink) or an index from 0.");
        _data = ScatterData.Of(Series, References, XAxis, YAxis, Identity);
    }

    private protected override ChartLayout Layout(int width) => ScatterLayout.Create(_data!, width, Height ?? Math.Round(70 + 0.72 * width), Legend);
}
