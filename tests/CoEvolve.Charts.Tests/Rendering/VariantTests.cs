using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace CoEvolve.Charts.Tests;

public sealed partial class VariantTests
{
    [GeneratedRegex("^cc-(from|below)-([0-9]+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Condition { get; }

    [Theory]
    [InlineData(720, 360)]
    [InlineData(360)]
    [InlineData(1400, 1100, 720, 480, 360, 200)]
    public async Task At_every_width_of_the_figure_one_drawing_is_shown_and_it_is_legible(params int[] widths)
    {
        var xml = await Page.Xml<LineChart>(("Series", (LineSeries[])[new("a", [0, 1], [0, 1])]), ("Widths", widths));
        var drawings = xml.Elements("svg").ToList();
        Assert.Equal(widths.Length, drawings.Count);
        for (int figure = 150; figure < 1600; figure += 10)
        {
            var shown = Assert.Single(drawings, d => IsShown(d, figure));
            double natural = new Drawing(shown).Page.Width, scale = Math.Min(figure / natural, 1.2);
            Assert.True(scale * 12 >= 10 - 1e-9 || natural == widths.Min(), $"{scale * 12} px in a figure of {figure} px");
        }
    }

    // As the rules have it that the next test finds in the stylesheet.
    private static bool IsShown(XElement drawing, int figure) =>
        (from css in Drawing.Classes(drawing)
         let match = Condition.Match(css)
         where match.Success
         select match.Groups[1].Value == "from" == figure >= int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture)).All(shown => shown);

    [Fact]
    public void The_stylesheet_has_a_rule_for_every_threshold()
    {
        for (int width = SvgChart.LeastWidth; width <= SvgChart.MostWidth; width++)
        {
            int threshold = Variants.Threshold(width);
            Assert.Contains($"@container cc-figure (width < {threshold}px) {{ .cc-from-{threshold} {{ display: none; }} }}", ChartStyles.Css, StringComparison.Ordinal);
            Assert.Contains($"@container cc-figure (width >= {threshold}px) {{ .cc-below-{threshold} {{ display: none; }} }}", ChartStyles.Css, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_width_beyond_the_limits_is_refused()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => Page.Xml<LineChart>(("Widths", (int[])[100])));
        Assert.Equal("chart: Widths has 100; allowed is 160 to 1400 px.", error.Message);
    }

    [Fact]
    public async Task Charts_in_a_grid_cell_keep_their_order()
    {
        Microsoft.AspNetCore.Components.RenderFragment charts = builder =>
        {
            foreach (string id in (string[])["one", "two"])
            {
                builder.OpenComponent<LineChart>(0);
                builder.AddAttribute(1, "Id", id);
                builder.AddAttribute(2, "Title", id);
                builder.CloseComponent();
            }
        };
        var xml = XElement.Parse(await Page.Html<ChartGrid>(("ChildContent", charts), ("CellWidth", 360)));
        Assert.Equal(["one", "two"], xml.Elements("figure").Select(f => (string?)f.Attribute("id")));
    }
}
