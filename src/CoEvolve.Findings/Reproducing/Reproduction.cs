using CoEvolve.Engines;

namespace CoEvolve.Findings;

/// <summary>Runs the arms that trials need, each once, and gives a verdict on every trial.</summary>
public sealed class Reproduction
{
    private readonly IReadOnlyList<Trial> _trials;
    private readonly ReproductionOptions _options;

    /// <summary>Plans the arms.</summary>
    /// <param name="trials">What is judged.</param>
    /// <param name="options">What is computed.</param>
    public Reproduction(IReadOnlyList<Trial> trials, ReproductionOptions options)
    {
        ArgumentNullException.ThrowIfNull(trials);
        ArgumentNullException.ThrowIfNull(options);
        _trials = trials;
        _options = options;
        Plan = [.. trials
            .SelectMany(t => t.Settings.SelectMany(s => t.Finding.Arms.Select(a => (Setting: s, Arm: t.Plays(a)))))
            .Distinct()
            .GroupBy(p => p.Setting)
            .SelectMany(g => g)
            .Select((p, i) => new PlannedArm(i + 1, p.Setting, p.Arm, ArmRunner.Resolve(p.Setting, p.Arm, options)))];
    }

    /// <summary>All arms, in the order in which they will run: one setting after the other.</summary>
    public IReadOnlyList<PlannedArm> Plan { get; }

    /// <summary>Called before each arm, with what counts its progress.</summary>
    public Action<PlannedArm, RunProgress> ArmStarts { get; init; } = (_, _) => { };

    /// <summary>Runs all arms.</summary>
    /// <param name="engine">Runs the ecosystems.</param>
    /// <param name="storeOf">Gives an arm's store; it is disposed of when the arm has run.</param>
    /// <param name="cancellation">Ends the run in order.</param>
    /// <returns>A verdict a trial, in their order.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled; what was stored is safe.</exception>
    /// <exception cref="FindingException">An ecosystem failed.</exception>
    /// <remarks>Memory: the traces of one setting, about 200 MB at <see cref="Scale.Full"/>.</remarks>
    public IReadOnlyList<Verdict> Run(IEngine engine, Func<PlannedArm, IRunStore> storeOf, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(storeOf);
        var checks = _trials.Select(_ => new List<Check>()).ToArray();
        foreach (IGrouping<Setting, PlannedArm> arms in Plan.GroupBy(p => p.Setting))
        {
            var traces = new Dictionary<Arm, ArmTraces>();
            foreach (PlannedArm planned in arms)
            {
                using IRunStore store = storeOf(planned);
                traces.Add(planned.Arm, ArmRunner.Run(planned, engine, store, _options.Parallel, progress => ArmStarts(planned, progress), cancellation));
            }

            for (int i = 0; i < checks.Length; i++)
            {
                Trial trial = _trials[i];
                if (trial.Settings.Contains(arms.Key))
                    checks[i].AddRange(trial.Finding.Examine(new Cast(arms.Key, arm => traces[trial.Plays(arm)])));
            }
        }

        return [.. _trials.Select((t, i) => Verdict.Of(t.Finding, checks[i], FindingCatalogue.LevelOfEach))];
    }
}
