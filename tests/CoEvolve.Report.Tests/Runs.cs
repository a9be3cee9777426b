using CoEvolve.Engines;
using CoEvolve.Findings;
using CoEvolve.Scenarios;
using CoEvolve.Store;

namespace CoEvolve.Report.Tests;

/// <summary>Makes results files as the command does, but for clock, version and machine.</summary>
internal static class Runs
{
    private static readonly DateTimeOffset Start = new(2026, 3, 14, 15, 9, 26, TimeSpan.Zero);

    /// <summary>Runs a scenario into a results file.</summary>
    public static string Of(TemporaryFolder folder, string yaml, string name = "a.db")
    {
        string file = folder.File(name);
        ResolvedExperiment experiment = ScenarioFile.Read(yaml, "scenario.yaml", new DirectoryInputFiles(Repository("scenarios")));
        using SqliteRunStore store = SqliteRunStore.Create(file, Definition(experiment), overwrite: true);
        new SliceRunner(new LocalEngine(), store, ecosystem => experiment.Points[ecosystem.Point].Spec, new SliceOptions { Parallel = 2 }).Run(CancellationToken.None);
        store.Flush();
        return file;
    }

    /// <summary>A results file of several experiments with the verdicts on them, each arm as long as ever, but hardly repeated.</summary>
    public static string Reproduction(TemporaryFolder folder)
    {
        string file = folder.File("reproduction.db");
        var options = new ReproductionOptions { Scale = new Scale(Seeds: 3, Replicates: 2, DigitsSeeds: 2, Length: 1), Parallel = 2 };
        var reproduction = new Reproduction(Trial.Of(FindingCatalogue.All), options);
        foreach (PlannedArm arm in reproduction.Plan)
            SqliteRunStore.Add(file, Definition(arm.Experiment)).Dispose();
        IReadOnlyList<Verdict> verdicts = reproduction.Run(new LocalEngine(), arm => SqliteRunStore.Open(file, experiment: arm.Number), CancellationToken.None);
        FindingsTable.Write(file, [.. verdicts.SelectMany(v => v.Checks.Select(c => Stored(v.Finding, c)))]);
        return file;
    }

    public static string Repository(string folder)
    {
        DirectoryInfo? root = new(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "CoEvolve.sln")))
            root = root.Parent;
        return Path.Combine(root!.FullName, folder);
    }

    private static StoredCheck Stored(Finding finding, CheckedCheck check) => new()
    {
        Finding = finding.Id,
        Setting = check.Check.Setting,
        Name = check.Check.Name,
        Kind = check.Check.Kind == Findings.CheckKind.Agreement ? Store.CheckKind.Agreement : Store.CheckKind.Demonstration,
        Relation = check.Check.Relation,
        Predicted = Finite(check.Check.Predicted),
        Measured = Finite(check.Check.Measured),
        Lower = Finite(check.Check.Lower),
        Upper = Finite(check.Check.Upper),
        Effect = Finite(check.Check.Effect),
        PValue = Finite(check.Check.PValue),
        Level = check.Level,
        Passed = check.Passed,
        Headline = check.Check.Headline,
    };

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;

    private static ExperimentDefinition Definition(ResolvedExperiment experiment)
    {
        var datasets = experiment.Inputs.Select(i => new Dataset(i.Name, i.Bytes)).ToList();
        if (experiment.ImageSpace is not null)
            datasets.Add(new Dataset(ResolvedExperiment.ImageSpaceName, experiment.ImageSpace.ToBytes()));
        return new ExperimentDefinition(
            experiment.Scenario.Name,
            experiment.ResolvedYaml,
            experiment.Scenario.Seed,
            "1.2.3",
            "an abacus",
            Start,
            experiment.Points.Max(p => p.Spec.Generations),
            [.. experiment.Points.Select(p => p.Values)],
            experiment.Replicates,
            [
                .. experiment.Points[0].Spec.TextModels.Select(m => new ModelDefinition(m.Name, ModelKind.Text)),
                .. experiment.Points[0].Spec.ImageModels.Select(m => new ModelDefinition(m.Name, ModelKind.Image)),
            ],
            experiment.Vocabulary,
            datasets);
    }
}
