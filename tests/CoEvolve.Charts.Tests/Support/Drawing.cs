using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace CoEvolve.Charts.Tests;

/// <summary>A rendered drawing, read back: its texts as boxes, its paths as points.</summary>
internal sealed partial class Drawing(XElement svg)
{
    [GeneratedRegex(@"translate\(([-\d.]+) ([-\d.]+)\) rotate\(([-\d.]+)\)", RegexOptions.CultureInvariant)]
    private static partial Regex Transform { get; }

    private double[] ViewBox => [.. svg.Attribute("viewBox")!.Value.Split(' ').Select(v => double.Parse(v, CultureInfo.InvariantCulture))];

    public Box Page => new(ViewBox[0], ViewBox[1], ViewBox[2], ViewBox[3]);

    public XElement Element => svg;

    /// <summary>Every text with its box; turned ones with a box that holds them in any direction.</summary>
    public IReadOnlyList<(string Text, Box Box, bool Turned, bool InLegend)> Texts =>
        [.. svg.Descendants("text").Select(t => (t.Value, Place(t, out bool turned), turned, InLegend(t)))];

    /// <summary>All points of the paths with a class, legends left out.</summary>
    public IReadOnlyList<Pixel> Points(string css) => [.. Paths(css).SelectMany(PathReader.Points)];

    /// <summary>Path data of every path with a class, legends left out.</summary>
    public IReadOnlyList<string> Paths(string css) =>
        [.. from path in svg.Descendants("path")
            where Classes(path).Contains(css) && !InLegend(path)
            select path.Attribute("d")!.Value];

    /// <summary>From the horizontal axis up to the highest grid line or datum.</summary>
    public Box Plot
    {
        get
        {
            var axis = PathReader.Strokes(Paths("cc-axis")[0])[0];
            // Lines at the right of the axis lead to labels.
            var data = Points("cc-line").Where(p => p.X <= axis[1].X);
            foreach (string css in (string[])["cc-grid", "cc-band", "cc-area"])
                data = data.Concat(Points(css));
            double top = data.Select(p => p.Y).DefaultIfEmpty(axis[0].Y).Min();
            return new(axis[0].X, top, axis[1].X - axis[0].X, axis[0].Y - top);
        }
    }

    public static string[] Classes(XElement element) => ((string?)element.Attribute("class") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static bool InLegend(XElement element) => element.Ancestors("g").Any(g => Classes(g).Contains("cc-legend"));

    private static Box Place(XElement text, out bool turned)
    {
        double x = Number(text, "x"), y = Number(text, "y");
        double width = text.Nodes().Sum(n => n is XElement sup ? TextWidth.Of(sup.Value, 12 * 0.8) : TextWidth.Of(((XText)n).Value, 12, Bold(text)));
        string anchor = (string?)text.Attribute("text-anchor") ?? "start";
        double left = anchor == "end" ? x - width : anchor == "middle" ? x - width / 2 : x;
        // Letters reach from about 9 above to 2 below the baseline.
        var box = new Box(left, y - 9, width, 11);
        var move = Transform.Match((string?)text.Parent?.Attribute("transform") ?? "");
        turned = move.Success;
        if (!turned)
            return box;
        double[] numbers = [.. Enumerable.Range(1, 3).Select(i => double.Parse(move.Groups[i].Value, CultureInfo.InvariantCulture))];
        double angle = numbers[2] * Math.PI / 180, c = Math.Abs(Math.Cos(angle)), s = Math.Abs(Math.Sin(angle));
        double across = width * c + 11 * s, down = width * s + 11 * c;
        return new(numbers[0] - across / 2, numbers[1] - down / 2, across, down);
    }

    private static bool Bold(XElement text) => text.Ancestors("g").Any(g => Classes(g).Any(c => c is "cc-strong-text" or "cc-halo"));

    private static double Number(XElement element, string name) => double.Parse((string?)element.Attribute(name) ?? "0", CultureInfo.InvariantCulture);
}
