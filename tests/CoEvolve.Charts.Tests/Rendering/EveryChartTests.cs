using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace CoEvolve.Charts.Tests;

/// <summary>What holds for each component, found by reflection so that none is forgotten.</summary>
public sealed partial class EveryChartTests
{
    private const string Hostile = "</svg><script>alert('x')</script>&<!--\"";

    [GeneratedRegex("#[0-9a-fA-F]{3,8}\\b|rgb|hsl|(?:fill|stroke)=", RegexOptions.CultureInvariant)]
    private static partial Regex Colour { get; }

    public static TheoryData<Type> Charts => [.. typeof(ChartComponent).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(ChartComponent)) && !t.IsAbstract)];

    [Fact]
    public void Every_component_has_a_sample_here() => Assert.Equal(8, Charts.Count);

    [Theory]
    [MemberData(nameof(Charts))]
    public async Task Markup_is_well_formed_and_named(Type chart)
    {
        var figure = await Rendered(chart, "first", "A title");
        Assert.Equal("figure", figure.Name);
        Assert.Equal("A title", figure.Element("figcaption")!.Elements("span").First().Value);
        foreach (var svg in figure.Descendants("svg").Where(s => (string?)s.Attribute("role") == "img"))
        {
            string[] ids = svg.Attribute("aria-labelledby")!.Value.Split(' ');
            Assert.StartsWith("A title", svg.Elements("title").Single(t => (string?)t.Attribute("id") == ids[0]).Value, StringComparison.Ordinal);
            Assert.NotEmpty(svg.Elements("desc").Single(t => (string?)t.Attribute("id") == ids[1]).Value);
        }
    }

    [Theory]
    [MemberData(nameof(Charts))]
    public async Task Two_on_a_page_share_no_id(Type chart)
    {
        XElement[] both = [await Rendered(chart, "first", "t"), await Rendered(chart, "second", "t")];
        string[] ids = [.. both.DescendantsAndSelf().Select(e => (string?)e.Attribute("id")).OfType<string>()];
        Assert.NotEmpty(ids);
        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Charts))]
    public async Task Hostile_names_stay_text(Type chart)
    {
        var figure = await Rendered(chart, "first", Hostile);
        Assert.Equal(Hostile, figure.Element("figcaption")!.Elements("span").First().Value);
        Assert.Empty(figure.Descendants("script"));
        Assert.Empty(figure.DescendantNodes().OfType<XComment>());
        Assert.DoesNotContain(figure.DescendantsAndSelf().Attributes(), a => a.Name.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [MemberData(nameof(Charts))]
    public async Task Colours_come_from_the_stylesheet_alone_and_it_knows_every_class(Type chart)
    {
        var figure = await Rendered(chart, "first", "t");
        foreach (var attribute in figure.DescendantsAndSelf().Attributes().Where(a => a.Name != "d" && a.Name != "src"))
            Assert.DoesNotMatch(Colour, $"{attribute.Name}={attribute.Value}");
        foreach (string css in figure.DescendantsAndSelf().SelectMany(Drawing.Classes).Distinct())
            Assert.Matches($@"\.{css}\b", ChartStyles.Css);
    }

    [Theory]
    [MemberData(nameof(Charts))]
    public async Task The_same_parameters_give_the_same_markup(Type chart) =>
        Assert.Equal((await Rendered(chart, "first", "t")).ToString(), (await Rendered(chart, "first", "t")).ToString());

    [Theory]
    [MemberData(nameof(Charts))]
    public async Task Nothing_to_show_is_shown_as_such(Type chart)
    {
        foreach (var drawing in (await Rendered(chart, "first", "t", empty: true)).Descendants("svg").Where(s => Drawing.Classes(s).Contains("cc-svg")))
            Page.AssertTidy(new Drawing(drawing), textsInPlot: true);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("1a")]
    [InlineData("a\"b")]
    public async Task An_id_that_markup_cannot_bear_is_refused(string id)
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => Rendered(typeof(LineChart), id, "t"));
        Assert.StartsWith($"Id is '{id}'; allowed are", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chart_without_a_name_is_refused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Rendered(typeof(LineChart), "a", " "));

    private static async Task<XElement> Rendered(Type chart, string id, string title, bool empty = false)
    {
        var render = typeof(ChartRenderer).GetMethod(nameof(ChartRenderer.RenderAsync))!.MakeGenericMethod(chart);
        var parameters = (empty ? [] : Data(chart, title)).ToDictionary(p => p.Name, p => p.Value);
        (parameters["Id"], parameters["Title"]) = (id, title);
        return XElement.Parse(await (Task<string>)render.Invoke(null, [parameters])!);
    }

    // The title is the name of everything, so that a hostile one gets everywhere.
    private static (string Name, object? Value)[] Data(Type chart, string name)
    {
        var random = new Random(11);
        double[] x = [0, 1, 2, 3];
        LineSeries[] lines =
        [
            new(name, x, [1, 3, 2, 4]) { Band = new Band([0, 2, 1, 3], [2, 4, 3, 5], name), Markers = MarkerPlacement.Every },
            new(name + "2", x, [4, 3, 3, 1]) { Colour = 11, Style = LineStyle.Dotted },
        ];
        IntervalRow row = new(name, 1, 0, 2) { Predicted = 1, Outcome = CheckOutcome.Failed, ValueText = name, Group = name };
        ReferenceLine[] references = [new(ReferenceDirection.Vertical, 1, name), new(ReferenceDirection.Horizontal, 2, name) { Style = LineStyle.Dashed }];
        (string, object?)[] common = [("Subtitle", name), ("Note", name)];
        (string, object?)[] axes = [("XAxis", new Axis(name)), ("YAxis", new Axis(name))];
        return chart.Name switch
        {
            nameof(LineChart) => [.. common, .. axes, ("Series", lines), ("References", references)],
            nameof(SmallMultiples) => [.. common, .. axes, ("Items", (LinePanel[])[new(name, lines) { References = references }])],
            nameof(StackedShares) => [.. common, ("X", x), ("YTitle", name), ("Shares", (ShareSeries[])[new(name, [0.9, 0.8, 0.9, 0.7], 0), new("rest", [0.1, 0.2, 0.1, 0.3], 1)])],
            nameof(ScatterPlot) => [.. common, .. axes, ("Identity", name), ("Series", (ScatterSeries[])[new(name, [new(1, 2) { LowerY = 1, Tooltip = name }], 3) { Hollow = true }])],
            nameof(HeatMap) => [
                .. common, .. axes, ("ValueAxis", new Axis(name)), ("ShowValues", true),
                ("Data", Samples.Grid(random, 5, 5)), ("Contours", (ContourLine[])[new(name, 0.5) { Label = name[..1] }])],
            nameof(EllipsePlot) => [.. common, .. axes, ("Frames", (EllipseFrame[])[new(name, [new(name, 0, 0, 1, 0.5, 1, 0) { Faded = true }])])],
            nameof(ImageGrid) => [.. common, ("Corner", name), ("Columns", (string[])[name]), ("Rows", (ImageRow[])[new(name, [[Samples.Picture(random)]]) { Note = name }])],
            nameof(IntervalPlot) => [.. common, ("Axis", new Axis(name)), ("MeasuredName", name), ("References", references[..1]), ("Rows", (IntervalRow[])[row])],
            _ => throw new ArgumentException($"{chart.Name} has no sample here; add one.", nameof(chart)),
        };
    }
}
