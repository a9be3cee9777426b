using CoEvolve.Actors;
using CoEvolve.Core;
using CoEvolve.Engines;

namespace CoEvolve.Bits;

/// <summary>Small scenarios that between them run through every computation whose bits must not change.</summary>
public static class GoldenRuns
{
    private const int Generations = 20;

    /// <summary>All scenarios.</summary>
    public static IReadOnlyList<string> Names { get; } = ["soft", "sampled-with-users", "perfect-with-corpus", "two-models", "statistics"];

    /// <summary>SHA-256 of the final checkpoint, and of everything recorded, of one scenario's replicate 1: two hashes, 16 digits each.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such scenario.</exception>
    public static string Hash(string name)
    {
        EcosystemSpec spec = Spec(name);
        using var sink = new HashingSink();
        using IEcosystemHost host = new LocalEngine().Open(spec, EcosystemCheckpoint.Initial(spec, replicate: 1), sink);
        host.RunUntil(Generations);
        return $"{HashingSink.Short(host.TakeCheckpoint().ToBytes())} {sink.Finish()}";
    }

    private static EcosystemSpec Spec(string name) => name switch
    {
        "soft" => Make(
            captions: 8,
            dimension: 2,
            [Text("writer", 200, ["painter"], ReaderKind.Soft, 8)],
            [Image("painter", users: null)]),
        "sampled-with-users" => Make(
            captions: 5,
            dimension: 16,
            [Text("writer", 120, ["painter"], ReaderKind.Sampled, 5, learningRate: 0.7)],
            [Image("painter", new UserContentSpec(3, Pool(5, 16)), CovarianceEstimator.Unbiased)]),
        "perfect-with-corpus" => Make(
            captions: 6,
            dimension: 3,
            [Text("writer", 60, ["painter"], ReaderKind.Perfect, 6, corpus: 7)],
            [Image("painter", new UserContentSpec(2, null), CovarianceEstimator.MaximumLikelihood, 0.4)]),
        "two-models" => Make(
            captions: 4,
            dimension: 5,
            [
                Text("ada", 50, ["easel"], ReaderKind.Soft, 4, corpus: 3, sees: ["easel", "canvas"]),
                Text("ben", 30, ["canvas", "easel"], ReaderKind.Sampled, 4, learningRate: 0.5),
            ],
            [Image("easel", users: null), Image("canvas", new UserContentSpec(1, null))]),
        "statistics" => Make(
            captions: 10,
            dimension: 4,
            [
                Text("ada", 40, ["easel"], ReaderKind.Perfect, 10, corpus: 2500),
                Text("ben", 2000, ["easel", "print"], ReaderKind.Sampled, 10, learningRate: 0.5, sees: ["print"]),
            ],
            [Image("easel", users: null), Image("print", users: null, frozen: true)]),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such golden run."),
    };

    private static EcosystemSpec Make(int captions, int dimension, TextModelSpec[] texts, ImageModelSpec[] images)
    {
        var means = new double[(captions * dimension) + 7];
        new RandomStream(StreamKey.Derive(2025, "", "", StreamPurpose.InitialMeans), 0, 0).FillNormals(means.AsSpan(0, means.Length / 8 * 8));
        CaptionGaussians start = CaptionGaussians.WithUnitCovariance(captions, dimension, means.AsSpan(0, captions * dimension));
        int[] pools = [.. Enumerable.Repeat(ImageModelState.GivenPool, captions)];
        return new EcosystemSpec(
            seed: 2025,
            Generations,
            Enumerable.Range(0, captions).Select(k => $"caption {k}"),
            Shares(captions),
            ImageModelState.Starting(start, pools),
            texts,
            images,
            new RecordingSpec(every: 1, captions: true, [0, 10]));
    }

    private static TextModelSpec Text(
        string name, int captions, string[] prompts, ReaderKind reader, int vocabulary, double learningRate = 1, int corpus = 0, string[]? sees = null) => new(
            name,
            prompts.Select(p => new PromptSpec(p, captions)),
            sees ?? prompts,
            reader,
            perceptionNoise: 0.25,
            learningRate,
            frozen: false,
            new CorpusSpec(corpus, Shares(vocabulary)));

    private static ImageModelSpec Image(
        string name,
        UserContentSpec? users,
        CovarianceEstimator estimator = CovarianceEstimator.MaximumLikelihood,
        double learningRate = 1,
        bool frozen = false) =>
        new(name, estimator, learningRate, frozen, users ?? new UserContentSpec(0, null));

    // p ∝ 1/rank.
    private static double[] Shares(int captions)
    {
        double[] weights = [.. Enumerable.Range(1, captions).Select(rank => 1.0 / rank)];
        double sum = weights.Sum();
        return [.. weights.Select(w => w / sum)];
    }

    private static UserImagePool Pool(int captions, int dimension)
    {
        var images = new List<double[]>();
        for (int k = 0; k < captions; k++)
        {
            var values = new double[8 * dimension];
            new RandomStream(StreamKey.Derive(2025, "pool", "", StreamPurpose.UserImages), 0, 0, k).FillNormals(values);
            images.Add(values[..((5 + (k % 3)) * dimension)]);
        }

        return new UserImagePool(dimension, images);
    }
}
