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
    /// <remarks>Found when it is first asked for: many want the predictions alone.</remarks>
    public IReadOnlyList<string> Notes => field ??=
        [.. _regimes.SelectMany(regime => TextCourse.Notes(regime.Spec)).Distinct(), .. ImageCourse.Notes(_regimes[0].Spec), .. Steered()];

    /// <summary>All predictions, by generation, those of the long run last.</summary>
    /// <returns>Made while they are read, each time anew. O(T·K) to read them all.</returns>
    public IEnumerable<Prediction> Predict()
    {
        var text = new TextCourse(_regimes[0].Spec);
        ImageCourse images = NewImageCourse();
        bool stops = _last < _spec.Generations && EndingCommand(_spec) is { Command: StopCommand, Replicates: null };
        int next = 1;
        for (int t = 0; t <= _last; t++)
        {
            // Where an ecosystem stops it is recorded as where it ends.
            if (_spec.Recording.Records(t, _spec.Generations) || (stops && t == _last))
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

    // What becomes unknown on the way: that depends on which regimes there are, not on how long they last.
    private IEnumerable<string> Steered()
    {
        ImageCourse course = NewImageCourse();
        course.Advance();
        (int knowledge, bool logDeterminant) = (course.Knowledge, course.KnowsLogDeterminant);
        bool pooled = UsesPool(_regimes[0].Spec);
        foreach (Regime regime in _regimes.Skip(1).Where(regime => regime.From < _last))
        {
            course.Enter(regime.Spec);
            course.Advance();
            bool likelihood = regime.Spec.ImageModels[0].Covariance == CovarianceEstimator.MaximumLikelihood;
            if (course.Knowledge < knowledge)
            {
                yield return FormattableString.Invariant($"after generation {regime.From} ") + (course.Knowledge == 0
                    ? "nothing is known of diversity and fidelity_error any more: the commands up to there leave counts that depend on the images, or differ from replicate to replicate."
                    : likelihood ? "only the sum of diversity and fidelity_error is known: the captions' probabilities have moved."
                    : "only diversity is known, not fidelity_error: the captions' probabilities have moved.");
            }

            if (logDeterminant && !course.KnowsLogDeterminant)
                yield return FormattableString.Invariant($"log_det is known up to generation {regime.From} only: its exact rate needs captions whose probabilities stand still, no user content, and a learning rate of 1.");
            if (!pooled && UsesPool(regime.Spec))
            {
                pooled = true;
                yield return FormattableString.Invariant($"user content from data, from generation {regime.From} on, is treated as independent draws of its pool's mean and covariance: what follows from it is approximate.");
            }

            (knowledge, logDeterminant) = (course.Knowledge, course.KnowsLogDeterminant);
        }

        if (EndingCommand(_spec) is { } last && last.Generation < _spec.Generations)
            yield return FormattableString.Invariant($"predictions end at generation {last.Generation}, where '{last.Command}' {(last.Command is StopCommand && last.Replicates is null ? "ends it" : "is for some of the ecosystems alone")}.");
    }

    private static bool UsesPool(EcosystemSpec spec) => spec.ImageModels[0].Users is { ImagesPerCaption: > 0, Pool: not null };

    private ImageCourse NewImageCourse()
    {
        EcosystemSpec first = _regimes[0].Spec;
        return new ImageCourse(first, _regimes.Select(regime => regime.Spec).FirstOrDefault(spec => spec.ImageModels[0].Users.ImagesPerCaption > 0) ?? first);
    }
}
