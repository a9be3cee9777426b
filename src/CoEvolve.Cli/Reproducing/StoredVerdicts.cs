using CoEvolve.Findings;
using CoEvolve.Store;

namespace CoEvolve.Cli;

/// <summary>Verdicts in the form in which a results file keeps them.</summary>
internal static class StoredVerdicts
{
    /// <summary>One row a check.</summary>
    public static IEnumerable<StoredCheck> Of(Verdict verdict) => verdict.Checks.Select(c => new StoredCheck
    {
        Finding = verdict.Finding.Id,
        Setting = c.Check.Setting,
        Name = c.Check.Name,
        Kind = c.Check.Kind == Findings.CheckKind.Agreement ? Store.CheckKind.Agreement : Store.CheckKind.Demonstration,
        Relation = c.Check.Relation,
        Predicted = Finite(c.Check.Predicted),
        Measured = Finite(c.Check.Measured),
        Lower = Finite(c.Check.Lower),
        Upper = Finite(c.Check.Upper),
        Effect = Finite(c.Check.Effect),
        PValue = Finite(c.Check.PValue),
        Level = c.Level,
        Passed = c.Passed,
        Headline = c.Check.Headline,
    });

    // A check that could not be computed has failed; its row says so without a number.
    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
