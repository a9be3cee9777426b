using Microsoft.AspNetCore.Components;

namespace CoEvolve.Charts;

/// <summary>Lines over a common horizontal axis, with bands, markers and lines across.</summary>
/// <remarks>
/// Rendering 10 lines of 500 points takes about a millisecond for each width. Labels stand at the ends of the lines where
/// each can be read there, otherwise in a legend above; neither ever covers data.
/// </remarks>
public partial class LineChart : SvgChart
{
    private LineData? _data;

    /// <summary>The lines; solid ones are drawn first, then dashed and dotted ones, each in the given order.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<LineSeries> Series { get; set; } = [];

    /// <summary>The horizontal axis.</summary>
    [Parameter]
    public Axis XAxis { get; set; } = new();

    /// <summary>The vertical axis.</summary>
    [Parameter]
    public Axis YAxis { get; set; } = new();

    /// <summary>Lines across the plot.</summary>
    [Parameter]
    public IReadOnlyList<ReferenceLine> References { get; set; } = [];

    /// <summary>Where the lines' names stand.</summary>
    [Parameter]
    public LegendPlacement Legend { get; set; }

    private protected override void CheckData()
    {
        LineData.Check(Id, Series, XAxis, YAxis);
        _data = LineData.Of(Series, References, XAxis, YAxis);
    }

    private protected override ChartLayout Layout(int width) => LineLayout.Create(_data!, width, HeightAt(width), Legend);
}
