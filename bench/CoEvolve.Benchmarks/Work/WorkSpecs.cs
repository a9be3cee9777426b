using CoEvolve.Actors;
using CoEvolve.Core;
using CoEvolve.Scenarios;

namespace CoEvolve.Benchmarks;

/// <summary>Ecosystems to measure: both models learn, τ = 0.1, captions follow Zipf's law, nothing is injected or recorded on the way.</summary>
internal static class WorkSpecs
{
    private const ulong Seed = 1;

    /// <summary>The ecosystem of a row.</summary>
    public static EcosystemSpec Of(Work work) => work switch
    {
        Work.Small => Make(8, 2, 200, ReaderKind.Soft),
        Work.Medium => Make(10, 16, 500, ReaderKind.Soft),
        Work.Large => Make(100, 16, 5000, ReaderKind.Soft),
        Work.Wide => Make(50, 8, 1000, ReaderKind.Soft),
        Work.SmallPerfectReader => Make(8, 2, 200, ReaderKind.Perfect),
        _ => throw new ArgumentOutOfRangeException(nameof(work), work, "There is no such work."),
    };

    /// <summary>One text and one image model that never come to an end.</summary>
    /// <param name="captions">K.</param>
    /// <param name="dimension">d.</param>
    /// <param name="images">N.</param>
    /// <param name="reader">How images are read.</param>
    /// <param name="frozen">If so, neither model learns.</param>
    public static EcosystemSpec Make(int captions, int dimension, int images, ReaderKind reader, bool frozen = false)
    {
        double[] shares = InitialPriors.Zipf(captions, exponent: 1);
        var gaussians = CaptionGaussians.WithUnitCovariance(captions, dimension, InitialMeans.Draw(Seed, captions, dimension, separation: 1));
        var pools = new int[captions];
        pools.AsSpan().Fill(ImageModelState.GivenPool);
        return new EcosystemSpec(
            Seed,
            generations: int.MaxValue - 1,
            Enumerable.Range(1, captions).Select(k => $"caption-{k}"),
            shares,
            ImageModelState.Starting(gaussians, pools),
            [new TextModelSpec("text", [new PromptSpec("image", images)], ["image"], reader, perceptionNoise: 0.1, learningRate: 1, frozen, new CorpusSpec(0, shares))],
            [new ImageModelSpec("image", CovarianceEstimator.MaximumLikelihood, learningRate: 1, frozen, new UserContentSpec(0, pool: null))],
            new RecordingSpec(every: 0, captions: false, snapshots: []));
    }
}
