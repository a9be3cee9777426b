namespace CoEvolve.Report;

/// <summary>The report on one experiment.</summary>
internal static class ExperimentReport
{
    /// <summary>Makes it.</summary>
    public static ReportDocument Of(ExperimentData experiment) => new(
        experiment.Definition.Name,
        [],
        [Provenance.Section([ExperimentFacts.Of(experiment.Results, experiment.Id)])]);
}
