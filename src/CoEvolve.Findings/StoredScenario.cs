using CoEvolve.Core;
using CoEvolve.Engines;
using CoEvolve.Scenarios;

namespace CoEvolve.Findings;

/// <summary>Reads an experiment's scenario again from what is stored with it: no file is needed, and no fit is repeated.</summary>
public static class StoredScenario
{
    /// <summary>Reads it.</summary>
    /// <exception cref="ScenarioException">This version of the program does not read it; or it was changed by hand.</exception>
    /// <exception cref="FormatException">The fitted image space is damaged.</exception>
    public static ResolvedExperiment Read(ExperimentDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        Dataset? fitted = definition.Datasets.FirstOrDefault(d => d.Name == ResolvedExperiment.ImageSpaceName);
        return ScenarioFile.Read(
            definition.Scenario,
            "scenario",
            new StoredInputFiles(definition.Datasets.Select(d => new InputFile(d.Name, d.Bytes))),
            imageSpace: fitted is null ? null : FittedImageSpace.FromBytes(fitted.Bytes));
    }
}
