namespace CoEvolve.Findings;

/// <summary>Whether a finding was reproduced, and by which checks. Immutable.</summary>
/// <remarks>
/// Two errors are bounded, each by 1% for a whole reproduction. <em>False alarm</em>: agreements hold in truth and one is
/// refuted all the same; each finding gets an equal part of the 1%, shared among its agreements by Holm's method.
/// <em>False finding</em>: an effect is absent in truth and established all the same; since every demonstration must pass,
/// each may be held against the finding's whole part (an intersection–union test).
/// </remarks>
/// <param name="Finding">The finding.</param>
/// <param name="Checks">All its checks, in its order.</param>
public sealed record Verdict(Finding Finding, IReadOnlyList<CheckedCheck> Checks)
{
    /// <summary>Error level of a whole reproduction, for either error.</summary>
    public const double FamilyLevel = 0.01;

    /// <summary>Whether every check passed.</summary>
    public bool Reproduced => Checks.All(c => c.Passed);

    /// <summary>Judges a finding.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="checks">At least one demonstration: a verdict that could not fail would say nothing.</param>
    /// <param name="level">The finding's part of <see cref="FamilyLevel"/>.</param>
    public static Verdict Of(Finding finding, IReadOnlyList<Check> checks, double level)
    {
        ArgumentNullException.ThrowIfNull(checks);
        if (checks.All(c => c.Kind != CheckKind.Demonstration))
            throw new ArgumentException("There is no demonstration among the checks.", nameof(checks));
        double[] levels = new double[checks.Count];
        bool[] passed = new bool[checks.Count];
        int[] agreements = [.. Enumerable.Range(0, checks.Count).Where(i => checks[i].Kind == CheckKind.Agreement).OrderBy(i => checks[i].PValue)];
        bool refuting = true;
        for (int rank = 0; rank < agreements.Length; rank++)
        {
            int i = agreements[rank];
            levels[i] = level / (agreements.Length - rank);
            // Written so that a p-value that is no number refutes.
            refuting &= !(checks[i].PValue > levels[i]);
            passed[i] = !refuting;
        }

        for (int i = 0; i < checks.Count; i++)
        {
            if (checks[i].Kind != CheckKind.Demonstration)
                continue;
            levels[i] = level;
            passed[i] = checks[i].PValue <= level;
        }

        return new Verdict(finding, [.. checks.Select((c, i) => new CheckedCheck(c, levels[i], passed[i]))]);
    }
}
