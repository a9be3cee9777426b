using CoEvolve.Actors;
using CoEvolve.Engines;

namespace CoEvolve.Core.Tests;

/// <summary>An ecosystem of one text model and one image model, run by the local engine: messages and all.</summary>
internal sealed record World
{
    public required double[] Shares { get; init; }

    public required CaptionGaussians Start { get; init; }

    public required int Captions { get; init; }

    public required int Generations { get; init; }

    public required ulong Seed { get; init; }

    public ReaderKind Reader { get; init; } = ReaderKind.Soft;

    public double Noise { get; init; } = 0.1;

    public bool TextFrozen { get; init; }

    public bool ImageFrozen { get; init; }

    public double TextRate { get; init; } = 1;

    public double ImageRate { get; init; } = 1;

    public CovarianceEstimator Estimator { get; init; } = CovarianceEstimator.MaximumLikelihood;

    public int Corpus { get; init; }

    public double[]? CorpusDistribution { get; init; }

    public int Users { get; init; }

    public ImageSampling Sampling { get; init; }

    /// <summary>Captions that a second text model sends, which is frozen and sees nothing that matters; 0 for none.</summary>
    public int SecondWriter { get; init; }

    /// <summary>Three overlapping captions in the plane, with unequal shares and shapes.</summary>
    public static World ThreeCaptions(int captions, int generations, ulong seed) => new()
    {
        Shares = [0.5, 0.3, 0.2],
        Start = new CaptionGaussians(3, 2, [1, 0, -0.5, 0.9, -0.5, -0.9], [1, 0, 0, 1, 0.9, 0, 0.3, 0.6, 0.6, 0, 0, 1.1]),
        Captions = captions,
        Generations = generations,
        Seed = seed,
    };

    /// <summary>One caption in d dimensions: every generation has exactly N images of it.</summary>
    public static World OneCaption(int captions, int dimension, int generations, ulong seed) => new()
    {
        Shares = [1],
        Start = CaptionGaussians.WithUnitCovariance(1, dimension, new double[dimension]),
        Captions = captions,
        Generations = generations,
        Seed = seed,
        TextFrozen = true,
    };

    /// <summary>Captions alone: a perfect reader, and images that stand still.</summary>
    public static World TextOnly(double[] shares, int captions, int generations, ulong seed) => new()
    {
        Shares = shares,
        Start = CaptionGaussians.WithUnitCovariance(shares.Length, 1, new double[shares.Length]),
        Captions = captions,
        Generations = generations,
        Seed = seed,
        Reader = ReaderKind.Perfect,
        ImageFrozen = true,
    };

    public EcosystemSpec Spec()
    {
        var corpus = new CorpusSpec(Corpus, CorpusDistribution ?? Shares);
        var text = new TextModelSpec("writer", [new PromptSpec("painter", Captions)], ["painter"], Reader, Noise, TextRate, TextFrozen, corpus);
        var second = new TextModelSpec("scribe", [new PromptSpec("painter", Math.Max(1, SecondWriter))], ["painter"], Reader, Noise, 1, frozen: true, corpus);
        var image = new ImageModelSpec("painter", Estimator, ImageRate, ImageFrozen, new UserContentSpec(Users, null), Sampling);
        int[] pools = [.. Enumerable.Repeat(ImageModelState.GivenPool, Shares.Length)];
        return new EcosystemSpec(
            Seed,
            Generations,
            Enumerable.Range(0, Shares.Length).Select(k => $"caption {k}"),
            Shares,
            ImageModelState.Starting(Start, pools),
            SecondWriter > 0 ? [text, second] : [text],
            [image],
            new RecordingSpec(1, captions: true, []));
    }

    /// <summary>Runs one replicate for its records.</summary>
    public Recorded Run(int replicate) => Recorded.Run(Spec(), replicate);

    /// <summary>Runs one replicate and keeps the whole state of every generation.</summary>
    public (Recorded Records, EcosystemCheckpoint[] States) RunStepwise(int replicate)
    {
        EcosystemSpec spec = Spec();
        var records = new Recorded();
        EcosystemCheckpoint initial = EcosystemCheckpoint.Initial(spec, replicate);
        using IEcosystemHost host = new LocalEngine().Open(spec, initial, records);
        var states = new EcosystemCheckpoint[Generations + 1];
        states[0] = initial;
        for (int t = 1; t <= Generations; t++)
        {
            host.RunUntil(t);
            states[t] = host.TakeCheckpoint();
        }

        return (records, states);
    }
}
