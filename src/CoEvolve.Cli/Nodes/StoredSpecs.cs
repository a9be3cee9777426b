using System.Collections.Concurrent;
using CoEvolve.Actors;
using CoEvolve.Engines;
using CoEvolve.Findings;
using CoEvolve.Scenarios;

namespace CoEvolve.Cli;

/// <summary>The specs of claimed ecosystems, from the scenarios that are stored with them. Thread-safe.</summary>
/// <param name="definitionOf">An experiment, by its number.</param>
internal sealed class StoredSpecs(Func<long, ExperimentDefinition> definitionOf)
{
    // A node works on the oldest open experiments first, so few are in use at a time.
    private const int MostKept = 8;

    private readonly ConcurrentDictionary<long, Lazy<ResolvedExperiment>> _kept = new();

    /// <summary>What is fixed of an ecosystem.</summary>
    /// <exception cref="ScenarioException">The stored scenario was changed by hand.</exception>
    public EcosystemSpec Of(ClaimedEcosystem ecosystem)
    {
        long id = ecosystem.Experiment;
        if (_kept.Count > MostKept)
            Forget(id);
        Lazy<ResolvedExperiment> reading = _kept.GetOrAdd(id, missing => new(() => StoredScenario.Read(definitionOf(missing))));
        ResolvedExperiment experiment;
        try
        {
            experiment = reading.Value;
        }
        catch
        {
            // It would throw this for ever, and what it was (no memory, say) may pass.
            _kept.TryRemove(KeyValuePair.Create(id, reading));
            throw;
        }

        return experiment.Points[ecosystem.Point].Spec;
    }

    private void Forget(long exceptFor)
    {
        foreach (long old in _kept.Keys.Where(id => id != exceptFor).Order().Take(_kept.Count - MostKept))
            _kept.TryRemove(old, out _);
    }
}
