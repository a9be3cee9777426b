using CoEvolve.Engines;

namespace CoEvolve.Findings;

/// <summary>An arm that is about to run, for whoever shows progress.</summary>
/// <param name="Setting">Its setting.</param>
/// <param name="Arm">The arm.</param>
/// <param name="Number">Which of all arms to run it is, from 1.</param>
/// <param name="Of">How many there are.</param>
/// <param name="Generations">Generations of all its ecosystems together.</param>
/// <param name="Progress">How far it is.</param>
public sealed record ArmRun(Setting Setting, Arm Arm, int Number, int Of, long Generations, RunProgress Progress);
