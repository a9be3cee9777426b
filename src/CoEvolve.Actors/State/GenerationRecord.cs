using CoEvolve.Core;

namespace CoEvolve.Actors;

/// <summary>What is recorded of one generation. Filled anew for each, so an engine copies it while it is being sent; models are in the spec's order.</summary>
public sealed class GenerationRecord
{
    /// <summary>Makes an empty record of the given shape.</summary>
    public GenerationRecord(int textModels, int imageModels, int captions)
    {
        Texts = new TextMetrics[textModels];
        Images = new ImageMetrics[imageModels];
        Captions = new CaptionMetrics[imageModels][];
        for (int j = 0; j < imageModels; j++)
            Captions[j] = new CaptionMetrics[captions];
    }

    /// <summary>The generation.</summary>
    public int Generation { get; internal set; }

    /// <summary>Whether the metrics below are to be stored; if not, only the snapshots are.</summary>
    public bool HasMetrics { get; internal set; }

    /// <summary>Whether the captions' metrics are to be stored.</summary>
    public bool HasCaptions { get; internal set; }

    /// <summary>Whether the ecosystem ends here, because it is its spec's last generation or because it was stopped.</summary>
    public bool IsLast { get; internal set; }

    /// <summary>One element a text model.</summary>
    public TextMetrics[] Texts { get; }

    /// <summary>One element an image model.</summary>
    public ImageMetrics[] Images { get; }

    /// <summary>For each image model one element a caption.</summary>
    public CaptionMetrics[][] Captions { get; }

    /// <summary>Parameters of all models, text models first, in <see cref="ModelSnapshot"/>'s form; empty if none are asked for.</summary>
    public IReadOnlyList<byte[]> Snapshots { get; internal set; } = [];

    /// <summary>Narrows the record to what a recording asks for; what it has not, it does not get.</summary>
    /// <param name="recording">What is to be stored.</param>
    public void Narrow(RecordingSpec recording)
    {
        ArgumentNullException.ThrowIfNull(recording);
        HasMetrics &= IsLast || recording.Records(Generation);
        HasCaptions &= HasMetrics && recording.Captions;
        if (!recording.Snapshots.Contains(Generation))
            Snapshots = [];
    }
}
