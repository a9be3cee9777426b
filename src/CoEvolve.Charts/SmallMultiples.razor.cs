using Microsoft.AspNetCore.Components;

namespace CoEvolve.Charts;

/// <summary>Many small line charts with the same axes, so that heights can be compared between them.</summary>
public partial class SmallMultiples : PanelChart
{
    private const int NaturalHeight = 170;

    private DataRange _x = new(AxisScale.Linear);
    private DataRange _y = new(AxisScale.Linear);

    /// <summary>The line charts, in reading order.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<LinePanel> Items { get; set; } = [];

    /// <summary>The horizontal axis of all.</summary>
    [Parameter]
    public Axis XAxis { get; set; } = new();

    /// <summary>The vertical axis of all.</summary>
    [Parameter]
    public Axis YAxis { get; set; } = new();

    /// <summary>Height of plot and axes in px.</summary>
    [Parameter]
    public int Height { get; set; } = NaturalHeight;

    private protected override void CheckData()
    {
        Check.That(Height is >= 80 and <= 1000, Id, $"Height is {Height}; allowed is 80 to 1000 px.");
        (_x, _y) = (new DataRange(XAxis.Scale), new DataRange(YAxis.Scale));
        foreach (var item in Items)
        {
            LineData.Check(Id, item.Series, XAxis, YAxis);
            LineData.Extend(item.Series, _x, _y);
        }
    }

    private protected override IEnumerable<(string Title, ChartLayout Layout)> Layout() =>
        from item in Items
        let data = new LineData(item.Series, item.References, XAxis with { Title = null }, YAxis with { Title = null }, _x, _y)
        select (item.Title, (ChartLayout)LineLayout.Create(data, CellWidth, Height, LegendPlacement.None));

    private protected override IEnumerable<LegendItem> Legend() => LineLegend.Items(Items.SelectMany(i => i.Series));

    private protected override (Axis X, Axis Y) Axes() => (XAxis, YAxis);
}
