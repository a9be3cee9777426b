using CoEvolve.Core;

namespace CoEvolve.Actors.Tests;

/// <summary>A small ecosystem with defaults for everything, so that a test names only what it is about.</summary>
internal sealed record EcosystemPlan
{
    public ulong Seed { get; init; } = 1;

    public int Generations { get; init; } = 8;

    public int Captions { get; init; } = 3;

    public int Dimension { get; init; } = 2;

    public IReadOnlyList<TextPlan> Texts { get; init; } = [new TextPlan()];

    public IReadOnlyList<ImagePlan> Images { get; init; } = [new ImagePlan()];

    public RecordingSpec Recording { get; init; } = new(every: 1, captions: true, snapshots: [0, 3, 8]);

    public IReadOnlyList<ScheduledCommand> Commands { get; init; } = [];

    public EcosystemSpec ToSpec() => new(
        Seed,
        Generations,
        Enumerable.Range(0, Captions).Select(k => $"caption {k}"),
        InitialShares(),
        InitialImages(),
        Texts.Select(text => text.ToSpec(InitialShares())),
        Images.Select(image => image.ToSpec(Captions, Dimension)),
        Recording,
        Commands);

    // p₀,k ∝ 1/(k + 1).
    private double[] InitialShares()
    {
        double[] weights = [.. Enumerable.Range(1, Captions).Select(rank => 1.0 / rank)];
        return [.. weights.Select(weight => weight / weights.Sum())];
    }

    private ImageModelState InitialImages()
    {
        var gaussians = new CaptionGaussians(Captions, Dimension);
        for (int k = 0; k < Captions; k++)
        {
            for (int a = 0; a < Dimension; a++)
            {
                gaussians.Mean(k)[a] = (((7 * k) + (3 * a) + 1) % 5) - 2;
                for (int b = 0; b <= a; b++)
                    gaussians.Factor(k)[(a * Dimension) + b] = a == b ? 1 + (0.125 * k) : 0.25;
            }
        }

        return ImageModelState.Starting(gaussians, [.. Enumerable.Repeat(ImageModelState.GivenPool, Captions)]);
    }
}

internal sealed record TextPlan(string Name = "text")
{
    public IReadOnlyList<PromptSpec> Prompts { get; init; } = [new PromptSpec("image", 20)];

    public IReadOnlyList<string> Sees { get; init; } = ["image"];

    public ReaderKind Reader { get; init; } = ReaderKind.Soft;

    public double PerceptionNoise { get; init; } = 0.3;

    public double LearningRate { get; init; } = 1;

    public bool Frozen { get; init; }

    /// <summary>M.</summary>
    public int Corpus { get; init; }

    public TextModelSpec ToSpec(double[] corpus) =>
        new(Name, Prompts, Sees, Reader, PerceptionNoise, LearningRate, Frozen, new CorpusSpec(Corpus, corpus));
}

internal sealed record ImagePlan(string Name = "image")
{
    public CovarianceEstimator Covariance { get; init; } = CovarianceEstimator.MaximumLikelihood;

    public double LearningRate { get; init; } = 1;

    public bool Frozen { get; init; }

    /// <summary>U.</summary>
    public int Users { get; init; }

    /// <summary>Whether users' images come from a pool of 3, 4, 5, … real ones a caption.</summary>
    public bool RealUsers { get; init; }

    public ImageSampling Sampling { get; init; }

    public ImageModelSpec ToSpec(int captions, int dimension) =>
        new(Name, Covariance, LearningRate, Frozen, new UserContentSpec(Users, RealUsers ? Pool(captions, dimension) : null), Sampling);

    private static UserImagePool Pool(int captions, int dimension) =>
        new(dimension, [.. Enumerable.Range(0, captions).Select(k => RealImages(k, (3 + k) * dimension))]);

    private static double[] RealImages(int caption, int values) =>
        [.. Enumerable.Range(0, values).Select(i => (((i * i) + (11 * caption)) % 17 / 4.0) - caption)];
}
