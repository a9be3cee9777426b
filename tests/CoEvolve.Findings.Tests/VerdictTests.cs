namespace CoEvolve.Findings.Tests;

public class VerdictTests
{
    private const double Level = 0.01;

    private static readonly Finding Finding = FindingCatalogue.All[0];

    [Fact]
    public void Agreements_share_the_level_by_Holms_method()
    {
        // Holm: 0.002 ≤ 0.01/4, 0.003 ≤ 0.01/3, 0.006 > 0.01/2, and then nothing more is refuted, not even 0.009 ≤ 0.01.
        bool[] passed = Passed(Agreement(0.006), Agreement(0.002), Agreement(0.009), Agreement(0.003), Demonstration(0));
        Assert.Equal([true, false, true, false, true], passed);
    }

    [Fact]
    public void A_single_agreement_gets_the_whole_level()
    {
        Assert.Equal([false, true], Passed(Agreement(0.01), Demonstration(0)));
        Assert.Equal([true, true], Passed(Agreement(0.0101), Demonstration(0)));
    }

    [Fact]
    public void Every_demonstration_must_pass_at_the_whole_level()
    {
        Assert.Equal([true, true], Passed(Demonstration(0.01), Demonstration(0.0099)));
        Verdict verdict = Verdict.Of(Finding, [Demonstration(0.0101), Demonstration(1e-9), Agreement(0.5)], Level);
        Assert.Equal([false, true, true], verdict.Checks.Select(c => c.Passed));
        Assert.False(verdict.Reproduced);
    }

    [Fact]
    public void A_p_value_that_is_no_number_fails_either_kind()
    {
        Assert.Equal([false, true, false, true], Passed(Agreement(double.NaN), Agreement(0.5), Demonstration(double.NaN), Demonstration(0)));
    }

    [Fact]
    public void A_verdict_without_a_demonstration_is_refused() =>
        Assert.Throws<ArgumentException>(() => Verdict.Of(Finding, [Agreement(0.5)], Level));

    [Fact]
    public void The_findings_share_one_percent()
    {
        Assert.Equal(8, FindingCatalogue.All.Count);
        Assert.Equal(0.01, FindingCatalogue.All.Count * FindingCatalogue.LevelOfEach, 15);
        Assert.Equal(["C1", "C2", "C3", "C4", "C5", "C6", "C7", "digits"], FindingCatalogue.All.Select(f => f.Id));
    }

    private static bool[] Passed(params Check[] checks) => [.. Verdict.Of(Finding, checks, Level).Checks.Select(c => c.Passed)];

    private static Check Agreement(double p) => Of(CheckKind.Agreement, p);

    private static Check Demonstration(double p) => Of(CheckKind.Demonstration, p);

    private static Check Of(CheckKind kind, double p) => new("s", "n", kind, "=", 0, 0, 0, 0, 0, p);
}
