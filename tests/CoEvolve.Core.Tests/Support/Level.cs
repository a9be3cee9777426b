using CoEvolve.Reference;

namespace CoEvolve.Core.Tests;

/// <summary>
/// The error level of every statistical test here: seeds are fixed, so a test passes for ever or never; a correct program
/// would have failed a comparison at its first run with probability 7e-6 (two-sided, |z| up to 4.5) or 1e-5 (p-values).
/// </summary>
internal static class Level
{
    public const double Z = 4.5;

    public const double P = 1e-5;

    /// <summary>The mean of independent values, one a replicate, is as expected.</summary>
    public static void AssertMean(IEnumerable<double> values, double expected, string what = "")
    {
        double[] all = [.. values];
        double z = Statistics.MeanZ(all, expected);
        Assert.True(Math.Abs(z) < Z, FormattableString.Invariant($"{what}: z = {z:F2}, mean {all.Average():G6}, expected {expected:G6}."));
    }

    /// <summary>Residuals that are martingale differences sum to zero in the mean over replicates.</summary>
    public static void AssertResiduals(List<double>[] residuals, string what)
    {
        double z = Statistics.SummedResidualZ([.. residuals.Select(r => r.ToArray())]);
        Assert.True(residuals.Sum(r => r.Count) > 1000, $"{what}: hardly anything was compared.");
        Assert.True(Math.Abs(z) < Z, FormattableString.Invariant($"{what}: z = {z:F2}."));
    }

    public static void AssertNotRejected(double pValue, string what = "") =>
        Assert.True(pValue > P, FormattableString.Invariant($"{what}: p = {pValue:G3}."));
}
