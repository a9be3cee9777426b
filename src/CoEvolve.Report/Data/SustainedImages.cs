using CoEvolve.Actors;
using CoEvolve.Core;

namespace CoEvolve.Report;

/// <summary>What users sustain where captions are as frequent as in the corpus, towards which it draws the text.</summary>
/// <param name="Diversity">D*, captions weighted by frequency.</param>
/// <param name="FidelityError">F*, likewise.</param>
internal sealed record SustainedImages(double Diversity, double FidelityError)
{
    /// <summary>The fixed points of all captions; null if one has none.</summary>
    public static SustainedImages? Of(EcosystemSpec spec)
    {
        ImageModelSpec image = spec.ImageModels[0];
        double diversity = 0, fidelityError = 0;
        foreach (double share in spec.TextModels[0].Corpus.Distribution)
        {
            var counts = new BinomialLaw(spec.TextModels[0].CaptionsPerGeneration, share);
            var step = ImageStep.Of(counts, image.Users.ImagesPerCaption, image.LearningRate, image.Covariance);
            if (image.Frozen || !step.HasFixedPoint)
                return null;
            (double d, double f) = step.FixedPoint();
            diversity += share * d;
            fidelityError += share * f;
        }

        return new SustainedImages(diversity, fidelityError);
    }
}
