namespace CoEvolve.Reference;

/// <summary>What <see cref="ReferenceSimulation"/> simulates: one text and one image model.</summary>
/// <remarks>Symbols of docs/model.md, section 1.</remarks>
public sealed record ReferenceSettings
{
    /// <summary>p₀, length K, sums to 1.</summary>
    public required double[] InitialProbabilities { get; init; }

    /// <summary>μ₀,k: K vectors of length d.</summary>
    public required double[][] InitialMeans { get; init; }

    /// <summary>Σ₀,k: K matrices d×d, positive definite.</summary>
    public required double[][,] InitialCovariances { get; init; }

    /// <summary>N ≥ 1, captions per generation.</summary>
    public required int CaptionsPerGeneration { get; init; }

    /// <summary>Number of generations to run, ≥ 0.</summary>
    public required int Generations { get; init; }

    /// <summary>How the text model reads; the default is the soft reader.</summary>
    public ReferenceReaderKind Reader { get; init; } = ReferenceReaderKind.Soft;

    /// <summary>τ ≥ 0; the floor of section 2, step 3 applies.</summary>
    public double PerceptionNoise { get; init; } = 0.1;

    /// <summary>True: the text model skips its retraining.</summary>
    public bool TextFrozen { get; init; }

    /// <summary>True: the image model skips its retraining.</summary>
    public bool ImageFrozen { get; init; }

    /// <summary>η of the text model, in (0, 1].</summary>
    public double TextLearningRate { get; init; } = 1;

    /// <summary>η of the image model, in (0, 1].</summary>
    public double ImageLearningRate { get; init; } = 1;

    /// <summary>True: the image model divides scatter by n̄−1; false: by n̄.</summary>
    public bool Unbiased { get; init; }

    /// <summary>M ≥ 0, corpus captions per generation.</summary>
    public int CorpusPerGeneration { get; init; }

    /// <summary>c, length K; null for p₀.</summary>
    public double[]? CorpusDistribution { get; init; }

    /// <summary>U ≥ 0, user images per caption and generation.</summary>
    public int UserImagesPerCaption { get; init; }

    /// <summary>μ*_k: K vectors of length d; null for the initial means.</summary>
    public double[][]? UserMeans { get; init; }

    /// <summary>Σ*_k: K matrices d×d; null for the initial covariances.</summary>
    public double[][,]? UserCovariances { get; init; }
}
