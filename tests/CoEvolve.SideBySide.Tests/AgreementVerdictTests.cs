namespace CoEvolve.SideBySide.Tests;

public sealed class AgreementVerdictTests
{
    [Theory]
    [InlineData(0.9e-5, 1)]
    [InlineData(1.1e-5, 0)]
    public void The_level_of_a_comparison_is_the_familys_over_their_number(double pValue, int disagreements)
    {
        var comparisons = Enumerable.Range(0, 99).Select(_ => WithPValue(0.5)).Append(WithPValue(pValue)).ToList();
        var verdict = new AgreementVerdict(comparisons);
        Assert.Equal(disagreements, verdict.Disagreements.Count);
        Assert.Equal(100 * pValue, verdict.CorrectedPValue, 1e-12);
    }

    private static Comparison WithPValue(double pValue) => new("small", "tuned", "diversity", 1, 0.5, 0.5, pValue);
}
