namespace CoEvolve.Findings;

/// <summary>A finding on trial: where, and who plays the parts of its arms.</summary>
/// <param name="Finding">The finding.</param>
/// <param name="Counter">The world in which it is false, or null for its own.</param>
public sealed record Trial(Finding Finding, CounterTest? Counter)
{
    /// <summary>
    /// The settings that it is examined in. A counter-test takes the first alone: a verdict must be able to fail in a single one.
    /// </summary>
    public IEnumerable<Setting> Settings => Counter is null ? Finding.Settings : Finding.Settings.Take(1);

    /// <summary>The findings themselves.</summary>
    public static IReadOnlyList<Trial> Of(IEnumerable<Finding> findings) => [.. findings.Select(f => new Trial(f, Counter: null))];

    /// <summary>All their counter-tests.</summary>
    public static IReadOnlyList<Trial> CountersOf(IEnumerable<Finding> findings) => [.. findings.SelectMany(f => f.Counters.Select(c => new Trial(f, c)))];

    /// <summary>The arm that plays the part of one of the finding's.</summary>
    public Arm Plays(Arm arm) => Counter?.Instead.GetValueOrDefault(arm) ?? arm;
}
