namespace CoEvolve.Findings;

/// <summary>One way to vary a setting: which models are frozen, what is injected, for how long.</summary>
/// <param name="Number">Distinct among all arms, 1 to 99: it makes the arm's seeds its own, so that arms are independent.</param>
/// <param name="Name">Short name; a results file knows the experiment as "setting: name".</param>
/// <param name="Generations">T.</param>
/// <param name="RecordEvery">How often metrics are stored; findings see every generation all the same.</param>
/// <param name="Sets">The scenario keys that differ from the setting's, key=value each.</param>
public sealed record Arm(int Number, string Name, int Generations, int RecordEvery, params IReadOnlyList<string> Sets)
{
    /// <summary>Factor on the replicates, positive: under 1 for arms that run long and are precise with fewer, over 1 for noisy ones.</summary>
    public double Share { get; init; } = 1;

    /// <summary>Generations at which all parameters are stored, to be drawn in the report.</summary>
    public IReadOnlyList<int> Snapshots { get; init; } = [];
}
