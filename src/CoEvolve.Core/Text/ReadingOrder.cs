namespace CoEvolve.Core;

/// <summary>What the parts of one reading have in common: which images, whose, and which random numbers.</summary>
internal readonly record struct ReadingOrder
{
    /// <summary>The model that made the images.</summary>
    public CaptionGaussians Published { get; init; }

    /// <summary>τ.</summary>
    public double Noise { get; init; }

    /// <summary>δ of the images.</summary>
    public ImageBatch Batch { get; init; }

    /// <summary>Streams of ε.</summary>
    public StreamKey Perception { get; init; }

    /// <summary>Streams that a sampled reader chooses by; null for a soft one.</summary>
    public StreamKey? Choice { get; init; }

    /// <summary>Number of the replicate.</summary>
    public int Replicate { get; init; }

    /// <summary>The generation.</summary>
    public int Generation { get; init; }

    /// <summary>Parts in all.</summary>
    public int Parts { get; init; }

    /// <summary>Rounds in all.</summary>
    public int Rounds { get; init; }

    /// <summary>Which of them is read now, from 0.</summary>
    public int Round { get; init; }
}
