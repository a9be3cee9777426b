using CoEvolve.Actors;
using CoEvolve.Engines;

namespace CoEvolve.SideBySide;

/// <summary>Keeps what one ecosystem of one text and one image model records, as a store's rows.</summary>
internal sealed class RowRecorder : IRecordSink
{
    /// <summary>The rows so far.</summary>
    public SliceRows Rows { get; } = new();

    /// <inheritdoc/>
    public void Take(GenerationRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        Rows.Texts.Add(new TextMetricRow(record.Generation, 0, record.Texts[0]));
        Rows.Images.Add(new ImageMetricRow(record.Generation, 1, record.Images[0]));
        for (int k = 0; k < record.Captions[0].Length; k++)
            Rows.Captions.Add(new CaptionMetricRow(record.Generation, 1, k, record.Captions[0][k]));
    }
}
