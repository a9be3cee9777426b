namespace CoEvolve.Charts.Tests;

public sealed class SmallMultiplesTests
{
    [Fact]
    public async Task Panels_share_axes_and_one_legend()
    {
        LinePanel[] items =
        [
            new("low", [new LineSeries("G", [0, 1], [0, 1])]),
            new("high", [new LineSeries("G", [0, 100], [0, 1000]), new LineSeries("D", [0, 1], [5, 5]) { Colour = 1 }]),
        ];
        var xml = await Page.Xml<SmallMultiples>(("Items", items), ("XAxis", new Axis("generation")), ("YAxis", new Axis("value")));
        var drawings = await Page.Drawings<SmallMultiples>(("Items", items), ("XAxis", new Axis("generation")), ("YAxis", new Axis("value")));
        Assert.Equal(["G", "D"], xml.Descendants("li").Select(l => l.Value.Trim()));
        Assert.Equal(["↑ value", "→ generation"], xml.Descendants("p").Single().Elements("span").Select(s => s.Value));
        Assert.Equal(2, drawings.Count);
        Assert.Equal(drawings[0].Texts.Select(t => t.Text), drawings[1].Texts.Select(t => t.Text));
        Assert.Equal(drawings[0].Plot.Left, drawings[1].Plot.Left);
        Assert.All(drawings, d => Page.AssertTidy(d));
        // On the common axis the low panel's line is flat.
        Assert.True(drawings[0].Points("cc-line").Select(p => p.Y).Max() - drawings[0].Points("cc-line").Select(p => p.Y).Min() < 0.3);
    }

    [Fact]
    public async Task A_cell_is_at_least_five_sixths_of_its_drawing()
    {
        var xml = await Page.Xml<SmallMultiples>(("Items", (LinePanel[])[new("a", [])]), ("CellWidth", 300));
        Assert.Equal("--cc-cell:250px", (string?)xml.Descendants("div").Single().Attribute("style"));
    }
}
