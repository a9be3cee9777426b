using CoEvolve.Actors;
using CoEvolve.Core;

namespace CoEvolve.Findings;

/// <summary>
/// What the exact results of docs/model.md, section 6, say about an ecosystem before it is run: for every generation that it
/// records, and for the long run.
/// </summary>
/// <remarks>
/// Which result holds depends on what is frozen, on the reader, on injections, learning rates and the estimator (the table
/// "What holds when"). Commands change that on the way: the mean of what comes out of one <see cref="Regime"/> goes into the next. What
/// has no exact result is left out, and <see cref="Notes"/> says so. Immutable; thread-safe.
/// </remarks>
public sealed class ScenarioTheory
{
    private readonly EcosystemSpec _spec;
    private readonly int _last;
    private readonly IReadOnlyList<Regime> _regimes;

    /// <summary>Finds out what can be said.</summary>
    /// <param name="spec">An ecosystem of one text model and one image model.</param>
    /// <exception cref="ArgumentException">It has more models.</exception>
    /// <remarks>O(K·√N).</remarks>
    public ScenarioTheory(EcosystemSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        Preconditions.Require(
            spec.TextModels.Length == 1 && spec.ImageModels.Length == 1,
            $"The ecosystem has {spec.TextModels.Length} text models and {spec.ImageModels.Length} image models; predictions exist for one of each.",
            nameof(spec));
        _spec = spec;
        _last = EndOf(spec);
        _regimes = Regime.Of(spec);
        IEnumerable<EcosystemSpec> specs = _regimes.Select(regime => regime.Spec);
        Notes = [.. specs.SelectMany(TextCourse.Notes).Distinct(), .. specs.SelectMany(ImageCourse.Notes).Distinct(), .. Steered()];
    }

    /// <summary>Whether a command changes what is predicted.</summary>
    public static bool IsChange(SteeringCommand command) => command is SetCommand or InjectCommand or StopCommand;

    /// <summary>
    /// The last generation of which anything can be said: where the ecosystem stops, where a command changes some replicates and
    /// others not, or the last of all.
    /// </summary>
    public static int EndOf(EcosystemSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return Math.Min(spec.Generations, EndingCommand(spec)?.Generation ?? int.MaxValue);
    }

    /// <summary>What is left out or only nearly true, and why, a sentence each; empty if nothing is.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>All predictions, by generation, those of the long run last.</summary>
    /// <returns>Made while they are read, each time anew. O(T·K) to read them all.</returns>
    public IEnumerable<Prediction> Predict()
    {
        EcosystemSpec first = _regimes[0].Spec;
        var text = new TextCourse(first);
        var images = new ImageCourse(first, _regimes.Select(regime => regime.Spec).FirstOrDefault(spec => spec.ImageModels[0].Users.ImagesPerCaption > 0) ?? first);
        int next = 1;
        for (int t = 0; t <= _last; t++)
        {
            if (_spec.Recording.Records(t, _spec.Generations))
            {
                foreach (Prediction prediction in text.At(t).Concat(images.At(t)))
                    yield return prediction;
            }

            if (next < _regimes.Count && _regimes[next].From == t)
            {
                EcosystemSpec spec = _regimes[next++].Spec;
                text.Enter(spec, t);
                images.Enter(spec);
            }

            text.Advance();
            images.Advance();
        }

        if (_last < _spec.Generations)
            yield break;
        foreach (Prediction prediction in text.InTheLongRun().Concat(images.InTheLongRun()))
            yield return prediction;
    }

    private static ScheduledCommand? EndingCommand(EcosystemSpec spec) =>
        spec.Commands.FirstOrDefault(command => command.Command is StopCommand || (IsChange(command.Command) && command.Replicates is not null));

    private IEnumerable<string> Steered()
    {
        bool evolved = false;
        foreach (EcosystemSpec spec in _regimes.Select(regime => regime.Spec))
        {
            if (evolved && spec.TextModels[0].Frozen && !spec.ImageModels[0].Frozen)
            {
                yield return "once the text has evolved, the captions' probabilities differ from replicate to replicate, also when it is frozen then: diversity and fidelity_error have no closed form any more.";
                break;
            }

            evolved |= !StandingShares.All(spec);
        }

        if (EndingCommand(_spec) is { } last && last.Generation < _spec.Generations)
            yield return FormattableString.Invariant($"predictions end at generation {last.Generation}, where '{last.Command}' {(last.Command is StopCommand ? "ends it" : "is for some of the ecosystems alone")}.");
    }
}
