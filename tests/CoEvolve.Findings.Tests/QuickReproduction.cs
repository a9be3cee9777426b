using CoEvolve.Engines;

namespace CoEvolve.Findings.Tests;

/// <summary>Verdicts at the quick scale and seed 1, computed once for all tests of them.</summary>
public static class QuickReproduction
{
    private static readonly Lazy<IReadOnlyList<(Trial Trial, Verdict Verdict)>> Own = new(() => Run(Trial.Of(FindingCatalogue.All)));
    private static readonly Lazy<IReadOnlyList<(Trial Trial, Verdict Verdict)>> Counter = new(() => Run(Trial.CountersOf(FindingCatalogue.All)));

    public static IReadOnlyList<(Trial Trial, Verdict Verdict)> Findings => Own.Value;

    public static IReadOnlyList<(Trial Trial, Verdict Verdict)> Counters => Counter.Value;

    private static IReadOnlyList<(Trial Trial, Verdict Verdict)> Run(IReadOnlyList<Trial> trials)
    {
        var reproduction = new Reproduction(trials, new ReproductionOptions { Scale = Scale.Quick });
        IReadOnlyList<Verdict> verdicts = reproduction.Run(
            new LocalEngine(), arm => new TransientRunStore(arm.Experiment.Points.Count, arm.Experiment.Replicates), CancellationToken.None);
        return [.. trials.Zip(verdicts)];
    }
}
