using CoEvolve.Engines;
using CoEvolve.Store;

namespace CoEvolve.Report;

/// <summary>An experiment from outside: what it was and how far it came.</summary>
/// <param name="Definition">What was known before it started.</param>
/// <param name="FinishedAt">When nothing was left to do; null before that.</param>
/// <param name="Counts">Ecosystems by status.</param>
internal sealed record ExperimentFacts(ExperimentDefinition Definition, DateTimeOffset? FinishedAt, IReadOnlyDictionary<EcosystemStatus, int> Counts)
{
    /// <summary>Ecosystems that reached their last generation.</summary>
    public int Finished => Counts.GetValueOrDefault(EcosystemStatus.Finished);

    /// <summary>Reads them.</summary>
    public static ExperimentFacts Of(ResultsReader results, long id)
    {
        StoredExperiment stored = results.Experiment(id);
        return new ExperimentFacts(stored.Definition, stored.FinishedAt, results.StatusCounts(id));
    }

    /// <summary>"240 finished, 2 failed".</summary>
    public string Statuses => string.Join(", ", Counts.OrderBy(c => c.Key).Select(c => $"{Numbers.Count(c.Value)} {c.Key.ToString().ToLowerInvariant()}"));
}
