using System.Collections.Concurrent;
using System.Globalization;
using CoEvolve.Engines;
using CoEvolve.Scenarios;

namespace CoEvolve.Findings;

/// <summary>Runs an arm's ecosystems as any run does, and keeps a trace of each beside what its store keeps.</summary>
internal static class ArmRunner
{
    /// <summary>The arm as a scenario, its seeds being the points of a sweep.</summary>
    public static ResolvedExperiment Resolve(Setting setting, Arm arm, ReproductionOptions options)
    {
        Scale scale = options.Scale;
        int seeds = setting == Setting.Digits ? scale.DigitsSeeds : scale.Seeds;
        int generations = scale.GenerationsOf(arm);
        string[] sets =
        [
            $"name=\"{setting.Name}: {arm.Name}\"",
            Invariant($"replicates={scale.ReplicatesOf(arm)}"),
            Invariant($"generations={generations}"),
            Invariant($"record={{every: {arm.RecordEvery}, captions: true, snapshots: [{string.Join(", ", arm.Snapshots.Where(g => g <= generations))}]}}"),
            $"sweep.seed=[{string.Join(", ", options.SeedsOf(arm, seeds).Select(s => s.ToString(CultureInfo.InvariantCulture)))}]",
            .. arm.Sets,
        ];
        return ScenarioFile.Read(EmbeddedScenarios.Text(setting.Scenario), setting.Scenario, new EmbeddedScenarios(), sets);
    }

    /// <summary>Runs it to the end.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled; what was stored is safe.</exception>
    /// <exception cref="FindingException">An ecosystem failed.</exception>
    public static ArmTraces Run(
        PlannedArm planned, IEngine engine, IRunStore store, int parallel, Action<RunProgress> started, CancellationToken cancellation)
    {
        ResolvedExperiment experiment = planned.Experiment;
        var traces = new ConcurrentDictionary<(ulong Seed, int Replicate), EcosystemTrace>();
        var observed = new ObservedEngine(engine, (spec, checkpoint) => traces.GetOrAdd((spec.Seed, checkpoint.Replicate), _ => new EcosystemTrace(spec, checkpoint.Replicate)));
        var runner = new SliceRunner(observed, store, ecosystem => experiment.Points[ecosystem.Point].Spec, new SliceOptions { Parallel = parallel });
        started(runner.Progress);
        runner.Run(cancellation);
        cancellation.ThrowIfCancellationRequested();
        if (runner.Progress.Finished != experiment.Ecosystems)
            throw new FindingException($"{planned.Setting.Name}: {planned.Arm.Name}: {runner.Progress.Failed} of {experiment.Ecosystems} ecosystems failed; the results file has their errors.");
        return new ArmTraces(planned.Arm, planned.Setting, [.. traces.OrderBy(t => t.Key).Select(t => t.Value)]);
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
