using CoEvolve.Measuring;

namespace CoEvolve.SideBySide.Tests;

public sealed class MarkedSectionTests
{
    private const string Begin = "<!-- written by bench/CoEvolve.SideBySide: begin -->";
    private const string End = "<!-- written by bench/CoEvolve.SideBySide: end -->";
    private const string Page = $"# Title\n\nBefore.\n\n{Begin}\nold\n{End}\n\nAfter.\n";

    private static readonly MarkedSection Section = new("CoEvolve.SideBySide");

    [Fact]
    public void Only_what_stands_between_the_markers_is_replaced()
    {
        string written = Section.Replace(Page, "new\n");
        Assert.Equal($"# Title\n\nBefore.\n\n{Begin}\n\nnew\n\n{End}\n\nAfter.\n", written);
        Assert.Equal(written, Section.Replace(written, "new\n"));
        Assert.Equal("new", Section.Read(written));
    }

    [Theory]
    [InlineData("no marker")]
    [InlineData(Begin)]
    [InlineData(End + Begin)]
    [InlineData(Page + End)]
    public void A_page_without_one_pair_of_markers_is_refused(string page) =>
        Assert.Throws<FormatException>(() => Section.Replace(page, "new"));

    [Fact]
    public void The_page_of_performance_has_the_markers() =>
        Assert.Contains("new", Section.Replace(File.ReadAllText(Tree.Path("docs", "performance.md")), "new"), StringComparison.Ordinal);
}
