using CoEvolve.Actors;
using CoEvolve.Core;

namespace CoEvolve.Findings;

/// <summary>
/// What the exact results of docs/model.md, section 6, say about an ecosystem before it is run: for every generation that it
/// records, and for the long run.
/// </summary>
/// <remarks>
/// Which result holds depends on what is frozen, on the reader, on injections, learning rates and the estimator (the table
/// "What holds when"). Where commands change any of that on the way, predictions end. What has no exact result is left out, and <see cref="Notes"/> says so. Immutable; thread-safe.
/// </remarks>
public sealed class ScenarioTheory
{
    private readonly EcosystemSpec _spec;
    private readonly int _last;

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
        string[] steered = [];
        if (spec.Commands.FirstOrDefault(command => IsChange(command.Command)) is { } first && first.Generation < spec.Generations)
        {
            steered = [FormattableString.Invariant($"From generation {first.Generation} on commands change it ({first.Command}): predictions end there.")];
        }

        Notes = [.. TextCourse.Notes(spec), .. ImageCourse.Notes(spec), .. steered];
    }

    /// <summary>Whether a command changes what is predicted.</summary>
    public static bool IsChange(SteeringCommand command) => command is SetCommand or InjectCommand or StopCommand;

    /// <summary>The last generation of which anything can be said: where the first command changes something, or the last of all.</summary>
    public static int EndOf(EcosystemSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return Math.Min(spec.Generations, spec.Commands.FirstOrDefault(command => IsChange(command.Command))?.Generation ?? int.MaxValue);
    }

    /// <summary>What is left out or only nearly true, and why, a sentence each; empty if nothing is.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>All predictions, by generation, those of the long run last.</summary>
    /// <returns>Made while they are read, each time anew. O(T·K) to read them all.</returns>
    public IEnumerable<Prediction> Predict()
    {
        var text = new TextCourse(_spec);
        var images = new ImageCourse(_spec);
        for (int t = 0; t <= _last; t++)
        {
            if (_spec.Recording.Records(t, _spec.Generations))
            {
                foreach (Prediction prediction in text.At(t).Concat(images.At(t)))
                    yield return prediction;
            }

            text.Advance();
            images.Advance();
        }

        if (_last < _spec.Generations)
            yield break;
        foreach (Prediction prediction in text.InTheLongRun().Concat(images.InTheLongRun()))
            yield return prediction;
    }
}
