namespace CoEvolve.Findings;

/// <summary>The traces of all ecosystems of an arm, in order of seed and replicate.</summary>
/// <param name="arm">The arm.</param>
/// <param name="setting">The setting that it varies.</param>
/// <param name="traces">At least two seeds, each with as many replicates.</param>
public sealed class ArmTraces(Arm arm, Setting setting, IReadOnlyList<EcosystemTrace> traces)
{
    /// <summary>The arm.</summary>
    public Arm Arm { get; } = arm;

    /// <summary>The setting that it varies.</summary>
    public Setting Setting { get; } = setting;

    /// <summary>All ecosystems.</summary>
    public IReadOnlyList<EcosystemTrace> All { get; } = traces;

    /// <summary>T.</summary>
    public int Generations => All[0].Generations;

    /// <summary>A number of each ecosystem; computed in parallel.</summary>
    public double[] PerEcosystem(Func<EcosystemTrace, double> measure) => [.. All.AsParallel().AsOrdered().Select(measure)];

    /// <summary>
    /// The mean of a number over the ecosystems of each seed. Seeds have initial means of their own, so these are the
    /// independent values for statements about any draw of them. NaN counts as missing.
    /// </summary>
    public double[] PerSeed(Func<EcosystemTrace, double> measure) =>
        [.. All.GroupBy(t => t.Spec.Seed).Select(g => g.Select(measure).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average()).Where(double.IsFinite)];

    /// <summary>A number of each seed, from all its ecosystems.</summary>
    public double[] OfSeeds(Func<IReadOnlyList<EcosystemTrace>, double> measure) =>
        [.. All.GroupBy(t => t.Spec.Seed).Select(g => measure([.. g])).Where(double.IsFinite)];
}
