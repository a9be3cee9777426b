using CoEvolve.Core;

namespace CoEvolve.Engines;

/// <summary>A text model's metrics at a generation; <paramref name="Model"/> is an index into the experiment's models.</summary>
public readonly record struct TextMetricRow(int Generation, int Model, TextMetrics Metrics);

/// <summary>An image model's metrics at a generation; <paramref name="Model"/> is an index into the experiment's models.</summary>
public readonly record struct ImageMetricRow(int Generation, int Model, ImageMetrics Metrics);

/// <summary>A caption's metrics in an image model at a generation; indices into the experiment's models and captions.</summary>
public readonly record struct CaptionMetricRow(int Generation, int Model, int Caption, CaptionMetrics Metrics);

/// <summary>A model's whole parameters at a generation, in the binary form of <paramref name="FormatVersion"/>.</summary>
public readonly record struct SnapshotRow(int Generation, int Model, int FormatVersion, byte[] Parameters);

/// <summary>The rows that one ecosystem produced during one slice, in the order they arose. Not thread-safe.</summary>
public sealed class SliceRows
{
    /// <summary>Rows of text models.</summary>
    public List<TextMetricRow> Texts { get; } = [];

    /// <summary>Rows of image models.</summary>
    public List<ImageMetricRow> Images { get; } = [];

    /// <summary>Rows of captions.</summary>
    public List<CaptionMetricRow> Captions { get; } = [];

    /// <summary>Rows of snapshots.</summary>
    public List<SnapshotRow> Snapshots { get; } = [];

    /// <summary>All rows.</summary>
    public int Count => Texts.Count + Images.Count + Captions.Count + Snapshots.Count;
}
