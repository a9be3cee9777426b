using System.Globalization;
using CoEvolve.Cli;
using CoEvolve.Engines;
using CoEvolve.Measuring;
using CoEvolve.Scenarios;

namespace CoEvolve.ClusterBench;

/// <summary>What is run: a scenario of bench/work with some settings of its own. Immutable.</summary>
/// <param name="Scenario">Name of the file, without its extension.</param>
/// <param name="Sets">Settings, key=value each.</param>
internal sealed record BenchWork(string Scenario, params IReadOnlyList<string> Sets)
{
    /// <summary>Generation 0, every hundredth and the last are recorded, captions are not: as in a sweep, but seldom.</summary>
    public static readonly IReadOnlyList<string> Sparse = ["record.every=100", "record.captions=false"];

    private int WarmUpReplicates => Math.Max(1, Load().Replicates / 8);

    /// <summary>What the command is told after <c>run</c>.</summary>
    public IEnumerable<string> Arguments => [Tree.Path("bench", "work", Scenario + ".yaml"), .. Sets.SelectMany(set => new[] { "--set", set })];

    /// <summary>The same with other settings beside.</summary>
    public BenchWork With(params IEnumerable<string> sets) => this with { Sets = [.. Sets, .. sets] };

    /// <summary>The same with so many replicates.</summary>
    public BenchWork With(int replicates) => With([string.Create(CultureInfo.InvariantCulture, $"replicates={replicates}")]);

    /// <summary>An eighth of it. A program that has run it has compiled what it needs, and what is left is what it costs for good.</summary>
    public BenchWork WarmUp() => With(WarmUpReplicates);

    /// <summary>It and its warm-up, as one piece of work.</summary>
    public BenchWork AndWarmUp() => With(Load().Replicates + WarmUpReplicates);

    /// <summary>Reads the scenario.</summary>
    public ResolvedExperiment Load() => ScenarioFile.Load(Tree.Path("bench", "work", Scenario + ".yaml"), Sets);

    /// <summary>What a store is told of it.</summary>
    public ExperimentDefinition Define() => Definitions.Of(Load());
}
