using System.Globalization;

namespace CoEvolve.Charts.Tests;

public sealed class ImageGridTests
{
    [Fact]
    public async Task Every_cell_says_what_it_shows()
    {
        var random = new Random(2);
        var xml = await Page.Xml<ImageGrid>(("Columns", (string[])["generation 0", "generation 10"]), ("Rows", (ImageRow[])[
            new("three", [[Samples.Picture(random), Samples.Picture(random)], []]) { Note = "share 0.1" }]));
        string[] headings = [.. xml.Descendants("th").Select(t => string.Join(' ', t.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))];
        Assert.Equal(["", "generation 0", "generation 10", "threeshare 0.1"], headings);
        var strip = Assert.Single(xml.Descendants("div"), d => (string?)d.Attribute("role") == "img");
        Assert.Equal("three, generation 0: 2 pictures", (string?)strip.Attribute("aria-label"));
        Assert.All(strip.Elements("img"), i => Assert.Equal(("", "24", "24"), ((string?)i.Attribute("alt"), (string?)i.Attribute("width"), (string?)i.Attribute("height"))));
    }

    [Fact]
    public async Task Two_arms_of_a_usual_report_take_less_than_250_kilobytes()
    {
        var random = new Random(5);
        int total = 0;
        for (int arm = 0; arm < 2; arm++)
        {
            string[] columns = [.. Enumerable.Range(0, 6).Select(g => $"generation {g}")];
            GrayImage[] Cell() => [.. Enumerable.Range(0, 5).Select(_ => Samples.Picture(random))];
            ImageRow[] rows = [.. Enumerable.Range(0, 10).Select(k => new ImageRow($"caption {k}", [.. columns.Select(_ => Cell())]))];
            total += (await Page.Html<ImageGrid>(
                ("Id", $"arm{arm.ToString(CultureInfo.InvariantCulture)}"),
                ("Title", "t"),
                ("Columns", columns),
                ("Rows", rows))).Length;
        }

        Assert.True(total < 250_000, $"{total} characters");
    }

    [Fact]
    public async Task A_picture_of_the_wrong_size_is_refused()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => Page.Xml<ImageGrid>(
            ("Columns", (string[])["a"]),
            ("Rows", (ImageRow[])[new("r", [[new GrayImage(2, 2, [1, 2, 3])]])])));
        Assert.Equal("chart: A picture in row 'r' is 2×2 with 3 intensities; there must be one a pixel.", error.Message);
    }
}
