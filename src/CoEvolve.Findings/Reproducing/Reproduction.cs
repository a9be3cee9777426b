using CoEvolve.Engines;
using CoEvolve.Scenarios;

namespace CoEvolve.Findings;

/// <summary>Runs the arms of findings and judges them: one setting after the other, each arm once.</summary>
/// <param name="engine">Runs the ecosystems.</param>
/// <param name="storeOf">Gives an arm's store; it is disposed of when the arm has run.</param>
/// <param name="options">What is computed.</param>
public sealed class Reproduction(IEngine engine, Func<ResolvedExperiment, IRunStore> storeOf, ReproductionOptions options)
{
    private readonly ArmRunner _runner = new(engine, storeOf, options);

    /// <summary>Called before each arm.</summary>
    public Action<ArmRun> ArmStarts { get; init; } = _ => { };

    /// <summary>Reproduces findings.</summary>
    /// <param name="findings">Which.</param>
    /// <param name="cancellation">Ends the run in order.</param>
    /// <returns>A verdict a finding, in their order.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="FindingException">An ecosystem failed.</exception>
    /// <remarks>Memory: the traces of one setting, about 150 MB at <see cref="Scale.Full"/>.</remarks>
    public IReadOnlyList<Verdict> Run(IReadOnlyList<Finding> findings, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(findings);
        List<Trial> trials = [.. findings.Select(f => new Trial(f, f.Settings, arm => arm))];
        Examine(trials, cancellation);
        return [.. trials.Select(t => t.Verdict())];
    }

    /// <summary>Puts findings into worlds in which they are false: none should come out as reproduced.</summary>
    /// <param name="findings">Which.</param>
    /// <param name="cancellation">Ends the run in order.</param>
    /// <returns>For each finding and counter-test in order, what it was and the verdict.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="FindingException">An ecosystem failed.</exception>
    /// <remarks>In each finding's first setting: a verdict of one setting must be able to fail on its own.</remarks>
    public IReadOnlyList<(CounterTest Counter, Verdict Verdict)> RunCounters(IReadOnlyList<Finding> findings, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(findings);
        List<(CounterTest Counter, Trial Trial)> trials =
            [.. findings.SelectMany(f => f.Counters.Select(c => (c, new Trial(f, [f.Settings[0]], arm => c.Instead.GetValueOrDefault(arm, arm)))))];
        Examine([.. trials.Select(t => t.Trial)], cancellation);
        return [.. trials.Select(t => (t.Counter, t.Trial.Verdict()))];
    }

    private void Examine(List<Trial> trials, CancellationToken cancellation)
    {
        (Setting Setting, Arm[] Arms)[] plan = [.. trials
            .SelectMany(t => t.Settings.SelectMany(s => t.Finding.Arms.Select(a => (Setting: s, Arm: t.Plays(a)))))
            .Distinct()
            .GroupBy(p => p.Setting)
            .Select(g => (g.Key, g.Select(p => p.Arm).ToArray()))];
        int number = 0, of = plan.Sum(p => p.Arms.Length);
        foreach ((Setting setting, Arm[] arms) in plan)
        {
            var traces = new Dictionary<Arm, ArmTraces>();
            foreach (Arm arm in arms)
            {
                number++;
                ResolvedExperiment experiment = _runner.Resolve(setting, arm);
                long generations = (long)experiment.Ecosystems * experiment.Scenario.Generations;
                traces.Add(arm, _runner.Run(setting, arm, experiment, progress => ArmStarts(new ArmRun(setting, arm, number, of, generations, progress)), cancellation));
            }

            foreach (Trial trial in trials.Where(t => t.Settings.Contains(setting)))
                trial.Checks.AddRange(trial.Finding.Examine(new Cast(setting, arm => traces[trial.Plays(arm)])));
        }
    }

    // A finding that is being examined: who plays the parts of its arms, and the checks so far.
    private sealed record Trial(Finding Finding, IReadOnlyList<Setting> Settings, Func<Arm, Arm> Plays)
    {
        public List<Check> Checks { get; } = [];

        public Verdict Verdict() => Findings.Verdict.Of(Finding, Checks, FindingCatalogue.LevelOfEach);
    }
}
