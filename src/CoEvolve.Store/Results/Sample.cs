namespace CoEvolve.Store;

/// <summary>Some numbers, summed up. Immutable.</summary>
/// <param name="Count">How many; 1 or more.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="StandardDeviation">Their sample standard deviation (divided by count − 1); null if there is only one.</param>
public readonly record struct Sample(int Count, double Mean, double? StandardDeviation);
