namespace CoEvolve.SideBySide.Tests;

public sealed class MarkedSectionTests
{
    private const string Page = $"# Title\n\nBefore.\n\n{MarkedSection.Begin}\nold\n{MarkedSection.End}\n\nAfter.\n";

    [Fact]
    public void Only_what_stands_between_the_markers_is_replaced()
    {
        string written = MarkedSection.Replace(Page, "new\n");
        Assert.Equal($"# Title\n\nBefore.\n\n{MarkedSection.Begin}\n\nnew\n\n{MarkedSection.End}\n\nAfter.\n", written);
        Assert.Equal(written, MarkedSection.Replace(written, "new\n"));
    }

    [Theory]
    [InlineData("no marker")]
    [InlineData(MarkedSection.Begin)]
    [InlineData(MarkedSection.End + MarkedSection.Begin)]
    [InlineData(Page + MarkedSection.End)]
    public void A_page_without_one_pair_of_markers_is_refused(string page) =>
        Assert.Throws<FormatException>(() => MarkedSection.Replace(page, "new"));

    [Fact]
    public void The_page_of_performance_has_the_markers() =>
        Assert.Contains("new", MarkedSection.Replace(File.ReadAllText(Tree.Path("docs", "performance.md")), "new"), StringComparison.Ordinal);
}
