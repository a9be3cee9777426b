namespace CoEvolve.Report;

/// <summary>The end of every report: what made the results, so that anybody can make them again.</summary>
internal static class Provenance
{
    /// <summary>The section.</summary>
    /// <param name="experiments">At least one.</param>
    public static Section Section(IReadOnlyList<ExperimentFacts> experiments) => new(
        "provenance",
        "Where these results come from",
        "Where these results come from",
        [
            new Facts(
            [
                ("Program", "CoEvolve " + Distinct(experiments, e => e.Definition.Version)),
                ("Processor", Distinct(experiments, e => e.Definition.Processor)),
                ("Started", Numbers.Time(experiments.Min(e => e.Definition.StartedAt))),
                ("Finished", Numbers.Time(experiments.Any(e => e.FinishedAt is null) ? null : experiments.Max(e => e.FinishedAt))),
                ("Same results", "the scenarios below, seeds included, give the same numbers again on any x64 machine with AVX2"),
            ]),
            new DataTable(
                [new("experiment", ColumnKind.Prose), new("seed", ColumnKind.Number), new("points", ColumnKind.Number), new("replicates", ColumnKind.Number), new("generations", ColumnKind.Number), new("ecosystems")],
                [
                    .. experiments.Select(e => new DataRow(
                    [
                        e.Definition.Name, e.Definition.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture), Numbers.Count(e.Definition.Points.Count), Numbers.Count(e.Definition.Replicates),
                        Numbers.Count(e.Definition.Generations), e.Statuses,
                    ])),
                ]),
            .. experiments.Select(e => new Source("Scenario: " + e.Definition.Name, e.Definition.Scenario)),
        ]);

    private static string Distinct(IEnumerable<ExperimentFacts> experiments, Func<ExperimentFacts, string> value) => string.Join("; ", experiments.Select(value).Distinct(StringComparer.Ordinal));
}
