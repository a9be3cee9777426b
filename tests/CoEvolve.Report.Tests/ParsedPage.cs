using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace CoEvolve.Report.Tests;

/// <summary>A report, parsed as XML; whatever holds for every report is checked when it is made.</summary>
internal sealed partial class ParsedPage
{
    private const int MostBytes = 3_000_000;

    public ParsedPage(string html)
    {
        Html = html;
        Assert.StartsWith("<!DOCTYPE html>\n<html lang=\"en\">", html, StringComparison.Ordinal);
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(html), 1, MostBytes);
        using var reader = XmlReader.Create(new StringReader(html), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        Document = XDocument.Load(reader, LoadOptions.PreserveWhitespace);
        StandsAlone();
        LinksResolve();
        FiguresAreNotEmpty();
    }

    public string Html { get; }

    public XDocument Document { get; }

    /// <summary>Anchors of the figures, in order; a panel of a figure is none of its own.</summary>
    public IReadOnlyList<string> Figures => [.. All("figure").Where(f => !f.Ancestors("figure").Any()).Select(f => f.Attribute("id")).OfType<XAttribute>().Select(a => a.Value)];

    /// <summary>Headings of the sections, without their badges.</summary>
    public IReadOnlyList<string> Headings => [.. All("h2").Select(h => Text(h.Nodes().OfType<XText>()))];

    /// <summary>All that is written on the page but style and scenarios.</summary>
    public string Words => string.Join('\n', Document.Root!.Element("body")!.DescendantNodes().OfType<XText>().Where(t => t.Ancestors("pre").FirstOrDefault() is null).Select(t => t.Value.Trim()));

    public IEnumerable<XElement> All(string name) => Document.Descendants(name);

    public XElement Figure(string id) => All("figure").Single(f => (string?)f.Attribute("id") == id);

    /// <summary>Cells of the table that has a column, row by row.</summary>
    public List<string[]> Table(string column) =>
    [
        .. All("table").First(t => t.Descendants("th").Any(h => h.Value == column)).Descendants("tbody").Single().Elements("tr")
            .Select(r => r.Elements("td").Select(c => c.Value.Trim()).ToArray()),
    ];

    /// <summary>A figure's drawings; its legend may hold small ones beside them.</summary>
    public static IEnumerable<XElement> Drawings(XElement figure) => figure.Descendants("svg").Where(s => (string?)s.Attribute("role") == "img");

    private static string Text(IEnumerable<XText> texts) => string.Concat(texts.Select(t => t.Value)).Trim();

    private void StandsAlone()
    {
        Assert.DoesNotContain(Document.Descendants(), e => e.Name.LocalName is "script" or "link" or "iframe" or "object" or "embed" or "base" or "form");
        foreach (XAttribute attribute in Document.Descendants().Attributes())
        {
            Assert.False(attribute.Name.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase), attribute.ToString());
            if (attribute.Name.LocalName is "src" or "srcset" or "data" or "poster" or "action")
                Assert.StartsWith("data:image/png;base64,", attribute.Value, StringComparison.Ordinal);
            if (attribute.Name.LocalName == "href")
                Assert.StartsWith("#", attribute.Value, StringComparison.Ordinal);
            Assert.DoesNotContain("url(", attribute.Value, StringComparison.OrdinalIgnoreCase);
        }

        string css = All("style").Single().Value;
        Assert.DoesNotContain("url(", css, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("@import", css, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("prefers-color-scheme: dark", css, StringComparison.Ordinal);
        Assert.Contains("@media print", css, StringComparison.Ordinal);
    }

    private void LinksResolve()
    {
        string[] ids = [.. Document.Descendants().Attributes("id").Select(a => a.Value)];
        Assert.Equal(ids.Distinct(StringComparer.Ordinal), ids);
        foreach (XAttribute link in Document.Descendants().Attributes("href"))
            Assert.Contains(link.Value[1..], ids);
        foreach (string id in Document.Descendants().Attributes("aria-labelledby").SelectMany(a => a.Value.Split(' ')))
            Assert.Contains(id, ids);
    }

    private void FiguresAreNotEmpty()
    {
        foreach (XElement figure in All("figure"))
        {
            XElement[] drawings = [.. Drawings(figure)];
            bool drawn = drawings.Length > 0 && drawings.All(s => s.Descendants("path").Any(p => ((string?)p.Attribute("d"))?.Length > 0) || s.Descendants("rect").Any());
            Assert.True(drawn || figure.Descendants("img").Any(), $"figure {figure.Attribute("id")} is empty");
            Assert.NotEmpty(figure.Element("figcaption")!.Value.Trim());
            foreach (XAttribute number in figure.Descendants().Attributes().Where(a => a.Name.LocalName is "d" or "x" or "y" or "width" or "height" or "viewBox"))
            {
                Assert.DoesNotMatch(NoNumber(), number.Value);
            }
        }
    }

    [GeneratedRegex("NaN|Infinity|∞|\\d,\\d{1,2}[^\\d]")]
    private static partial Regex NoNumber();
}
