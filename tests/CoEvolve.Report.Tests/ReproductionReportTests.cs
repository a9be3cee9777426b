using CoEvolve.Findings;
using CoEvolve.Store;

namespace CoEvolve.Report.Tests;

/// <summary>The report on a reproduction that is as long as the real one but hardly repeated, so that some findings fail.</summary>
public sealed class ReproductionReportTests : IClassFixture<ReproductionFile>
{
    private static readonly string[] PerSetting =
    [
        "c1-{0}-diversity", "c1-{0}-shares", "c2-{0}-determinant", "c2-{0}-fidelity", "c3-{0}-text", "c3-{0}-resolution", "c3-{0}-images", "c4-{0}-ranks-zipf", "c4-{0}-ranks-uniform",
        "c4-{0}-index", "c4-{0}-shares", "c5-{0}-text", "c5-{0}-images", "c6-{0}-frozen", "c6-{0}-both", "c7-{0}-levels", "c7-{0}-ellipses-alone", "c7-{0}-ellipses-injected",
    ];

    private static readonly string[] OfDigits = ["digits-digits-pictures-alone", "digits-digits-pictures-injected", "digits-digits-text", "digits-digits-images"];

    private readonly ReproductionFile _file;

    public ReproductionReportTests(ReproductionFile file) => _file = file;

    [Fact]
    public void Every_finding_has_its_section_with_claim_and_figures()
    {
        ParsedPage page = _file.Page;

        Assert.Equal(
            [.. FindingCatalogue.All.Select(f => $"{f.Id}: {f.Claim}"), "How verdicts are made", "Where these results come from"],
            page.Headings);
        Assert.Equal(
            PerSetting.SelectMany(f => new[] { string.Format(null, f, "reference"), string.Format(null, f, "source") }).Concat(OfDigits).Order(StringComparer.Ordinal),
            page.Figures.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_table_at_the_top_says_what_the_file_keeps()
    {
        List<string[]> rows = _file.Page.Table("what was checked");
        foreach (IGrouping<string, StoredCheck> finding in _file.Checks.GroupBy(c => c.Finding))
        {
            int head = rows.FindIndex(r => r[0] == finding.Key);
            Assert.Equal(finding.All(c => c.Passed) ? "reproduced" : "not reproduced", rows[head][^1]);
            StoredCheck[] shown = [.. finding.Where(c => c.Headline || !c.Passed)];
            Assert.Equal(shown.Select(c => $"{c.Setting}: {c.Name}".Replace("^", "", StringComparison.Ordinal)), rows.Skip(head + 1).Take(shown.Length).Select(r => r[1].Replace("^", "", StringComparison.Ordinal)));
            Assert.Equal(shown.Select(c => c.Passed ? "" : "failed"), rows.Skip(head + 1).Take(shown.Length).Select(r => r[^1]));
            Assert.Equal(shown.Select(c => Numbers.Text(c.Measured)), rows.Skip(head + 1).Take(shown.Length).Select(r => r[3]));
        }

        Assert.Equal(_file.Checks.DistinctBy(c => c.Finding).Count() + _file.Checks.Count(c => c.Headline || !c.Passed), rows.Count);
    }

    [Fact]
    public void Every_check_is_there_with_all_its_numbers()
    {
        int rows = _file.Page.All("table").Where(t => t.Descendants("th").Any(h => h.Value == "p-value")).Sum(t => t.Descendants("tbody").Single().Elements("tr").Count());
        Assert.Equal(_file.Checks.Count, rows);
        Assert.All(_file.Page.All("details").Where(d => d.Descendants("th").Any()), d => Assert.NotNull(d.Attribute("open")));
    }

    [Fact]
    public void The_same_file_gives_the_same_bytes() => Assert.Equal(_file.Page.Html, ReportWriter.Render(_file.Path, null));

    [Fact]
    public void One_of_its_experiments_can_be_reported_alone()
    {
        var page = new ParsedPage(ReportWriter.Render(_file.Path, 4));
        Assert.Equal("reference: both evolve", page.All("h1").Single().Value);
        Assert.Contains("6 ecosystems over 100 generations", page.Words, StringComparison.Ordinal);
        Assert.Contains("from the means of 3 seeds", page.Words, StringComparison.Ordinal);
        Assert.Contains("ellipses", page.Figures);
    }

    [Fact]
    public void Scenario_and_provenance_are_at_the_end()
    {
        Assert.Equal(20, _file.Page.All("pre").Count());
        Assert.Contains("name: \"reference: both evolve\"", string.Concat(_file.Page.All("pre").Select(p => p.Value)), StringComparison.Ordinal);
        Assert.Contains("an abacus", _file.Page.Words, StringComparison.Ordinal);
        Assert.Contains("CoEvolve 1.2.3", _file.Page.Words, StringComparison.Ordinal);
        Assert.Contains("2026-03-14 15:09:26 UTC", _file.Page.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_missing_or_unknown_is_left_out()
    {
        using var folder = new TemporaryFolder();
        string copy = folder.File("copy.db");
        File.Copy(_file.Path, copy);
        TemporaryFolder.Execute(copy, "UPDATE experiment SET name = 'another', finished_at = NULL WHERE name = 'source: corpus'; UPDATE finding SET finding = 'C9 <b>' WHERE finding = 'C1'");
        var page = new ParsedPage(ReportWriter.Render(copy, null));

        Assert.Equal("C9 <b>", page.Headings[0]);
        Assert.DoesNotContain("c1-reference-diversity", page.Figures);
        Assert.Contains("c5-reference-text", page.Figures);
        Assert.DoesNotContain("c5-source-text", page.Figures);
        Assert.Contains("1 experiment of 20 are not finished", page.Words, StringComparison.Ordinal);
    }
}
