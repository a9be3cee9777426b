namespace CoEvolve.Findings;

/// <summary>A check with the level that it was held against. Immutable.</summary>
/// <param name="Check">The check.</param>
/// <param name="Level">What its p-value was compared with.</param>
/// <param name="Passed">Whether it speaks for the finding.</param>
public sealed record CheckedCheck(Check Check, double Level, bool Passed);
