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

    [Theory]
    [InlineData("performance.md", "CoEvolve.SideBySide")]
    [InlineData("cluster.md", "CoEvolve.ClusterBench")]
    public void The_pages_have_the_markers(string page, string program) =>
        Assert.Contains("new", new MarkedSection(program).Replace(File.ReadAllText(Tree.Path("docs", page)), "new"), StringComparison.Ordinal);
}
