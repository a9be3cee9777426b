namespace CoEvolve.Reference.Tests;

/// <summary>Small settings and helpers that several tests use.</summary>
internal static class Scenes
{
    /// <summary>Every statistical test here has a two-sided error level of about 1e-5: |z| under this bound.</summary>
    public const double ZBound = 4.4;

    public static double[,] Scalar(double variance) => new[,] { { variance } };

    /// <summary>One caption in d dimensions: every generation has exactly N images of it.</summary>
    public static ReferenceSettings OneCaption(int captions, int dimension, int generations) => new()
    {
        InitialProbabilities = [1],
        InitialMeans = [new double[dimension]],
        InitialCovariances = [Matrices.Identity(dimension)],
        CaptionsPerGeneration = captions,
        Generations = generations,
        TextFrozen = true,
    };

    /// <summary>Three overlapping captions in the plane, with unequal weights and shapes.</summary>
    public static ReferenceSettings ThreeCaptions(int captions) => new()
    {
        InitialProbabilities = [0.5, 0.3, 0.2],
        InitialMeans = [[1, 0], [-0.5, 0.9], [-0.5, -0.9]],
        InitialCovariances = [Matrices.Identity(2), new[,] { { 0.8, 0.3 }, { 0.3, 0.5 } }, Matrices.Diagonal(0.4, 1.2)],
        CaptionsPerGeneration = captions,
        Generations = 6,
    };

    /// <summary>K captions without images worth speaking of: the perfect reader needs none.</summary>
    public static ReferenceSettings TextOnly(double[] probabilities, int captions, int generations) => new()
    {
        InitialProbabilities = probabilities,
        InitialMeans = [.. probabilities.Select(_ => new double[1])],
        InitialCovariances = [.. probabilities.Select(_ => Scalar(1))],
        CaptionsPerGeneration = captions,
        Generations = generations,
        Reader = ReferenceReaderKind.Perfect,
        ImageFrozen = true,
    };

    public static void AssertMean(IEnumerable<double> values, double expected) =>
        Assert.InRange(Statistics.MeanZ([.. values], expected), -ZBound, ZBound);
}
