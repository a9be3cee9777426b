using CoEvolve.Engines;
using CoEvolve.Scenarios;

namespace CoEvolve.Cli;

/// <summary>What a store is told about an experiment.</summary>
internal static class Definitions
{
    /// <summary>Puts together the scenario, this program and this machine.</summary>
    public static ExperimentDefinition Of(ResolvedExperiment experiment)
    {
        var datasets = experiment.Inputs.Select(i => new Dataset(i.Name, i.Bytes)).ToList();
        if (experiment.ImageSpace is not null)
            datasets.Add(new Dataset(ResolvedExperiment.ImageSpaceName, experiment.ImageSpace.ToBytes()));
        Actors.EcosystemSpec first = experiment.Points[0].Spec;
        return new ExperimentDefinition(
            experiment.Scenario.Name,
            experiment.ResolvedYaml,
            experiment.Scenario.Seed,
            Build.Version,
            Build.Processor(),
            DateTimeOffset.UtcNow,
            experiment.Points.Max(p => p.Spec.Generations),
            [.. experiment.Points.Select(p => p.Values)],
            experiment.Replicates,
            [
                .. first.TextModels.Select(m => new ModelDefinition(m.Name, ModelKind.Text)),
                .. first.ImageModels.Select(m => new ModelDefinition(m.Name, ModelKind.Image)),
            ],
            experiment.Vocabulary,
            datasets);
    }
}
