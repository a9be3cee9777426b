namespace CoEvolve.SideBySide;

/// <summary>How fast something ran.</summary>
/// <param name="PerSecond">Generations a second, by the clock.</param>
/// <param name="PerProcessorSecond">Generations a second of processor time, over all threads.</param>
internal readonly record struct RunRate(double PerSecond, double PerProcessorSecond);
