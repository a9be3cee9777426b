using CoEvolve.Actors;
using CoEvolve.Core;
using CoEvolve.Findings;

namespace CoEvolve.Report;

/// <summary>What a point came to at its last generation, and what theory says of it. NaN where there is no number.</summary>
/// <param name="Group">The point.</param>
/// <param name="Text">G.</param>
/// <param name="Diversity">D, captions weighted by share.</param>
/// <param name="FidelityError">F, likewise.</param>
/// <param name="PredictedText">G, exactly or from the reader's measured resolution.</param>
/// <param name="PredictedDiversity">D, where it is known; if only for the long run, that.</param>
internal sealed record FinalValues(GroupData Group, Estimate Text, Estimate Diversity, Estimate FidelityError, double PredictedText, double PredictedDiversity)
{
    private static readonly Estimate None = Estimate.Alone(double.NaN);
    private static readonly PredictionKind[] Kinds = [PredictionKind.Exact, PredictionKind.Approximate];

    /// <summary>Of a point; of one that has not come to its last generation there is nothing to say yet.</summary>
    public static FinalValues Of(GroupData group)
    {
        int end = group.Spec?.Generations ?? group.Experiment.Definition.Generations;
        return new FinalValues(
            group,
            Last(group.TextDiversity(group.Text)),
            Last(group.ImageDiversity(group.Image)),
            Last(group.FidelityError(group.Image)),
            PredictText(group),
            PredictDiversity(group.Spec));

        Estimate Last(Course course) => !course.IsEmpty && course.Generations[^1] == end ? course.Last : None;
    }

    /// <summary>
    /// D in the long run, where that is known: as predicted, or 0 where nothing brings the images of the maximum-likelihood
    /// estimator back.
    /// </summary>
    public double LongRunDiversity => AtTheEnd(Group.Spec)?.ImageModels[0] is { Frozen: false, Users.ImagesPerCaption: 0, Covariance: CovarianceEstimator.MaximumLikelihood }
        ? 0
        : PredictedDiversity;

    private static double PredictText(GroupData group)
    {
        if (Expected.AtTheEnd(group.Spec, "gini_simpson", Kinds) is double exact)
            return exact;
        if (AtTheEnd(group.Spec) is null)
            return double.NaN;
        Course resolved = Expected.TextDiversity(group.Spec, group.PooledResolution(group.Text));
        return resolved.IsEmpty ? double.NaN : resolved.Last.Mean;
    }

    // Where the text evolves under a corpus, it is drawn towards the corpus's frequencies: the fixed point there is near.
    private static double PredictDiversity(EcosystemSpec? spec)
    {
        if (Expected.AtTheEnd(spec, "diversity", Kinds) is double exact)
            return exact;
        return AtTheEnd(spec) is { } last && last.TextModels[0].Corpus.CaptionsPerGeneration > 0 && last.ImageModels[0].Users.ImagesPerCaption > 0
            ? SustainedImages.Of(last)?.Diversity ?? double.NaN
            : double.NaN;
    }

    // What holds at last; null where that is not known.
    private static EcosystemSpec? AtTheEnd(EcosystemSpec? spec) =>
        spec is not null && ScenarioTheory.EndOf(spec) == spec.Generations ? Regime.Of(spec)[^1].Spec : null;
}
