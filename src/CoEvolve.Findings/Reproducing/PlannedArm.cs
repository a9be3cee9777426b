using CoEvolve.Scenarios;

namespace CoEvolve.Findings;

/// <summary>An arm of a setting, ready to run.</summary>
/// <param name="Number">Its place in the plan, from 1.</param>
/// <param name="Setting">The setting.</param>
/// <param name="Arm">The arm.</param>
/// <param name="Experiment">Its ecosystems; the seeds are the points of a sweep.</param>
public sealed record PlannedArm(int Number, Setting Setting, Arm Arm, ResolvedExperiment Experiment)
{
    /// <summary>Generations of all its ecosystems together.</summary>
    public long Generations => (long)Experiment.Ecosystems * Experiment.Scenario.Generations;
}
