using CoEvolve.Actors;

namespace CoEvolve.Engines;

/// <summary>Turns an ecosystem's records into a store's rows. Models are numbered text models first, in the spec's order.</summary>
internal sealed class RecordedRows : IRecordSink
{
    public SliceRows Rows { get; } = new();

    public void Take(GenerationRecord record)
    {
        int t = record.Generation, texts = record.Texts.Length;
        for (int i = 0; i < record.Snapshots.Count; i++)
            Rows.Snapshots.Add(new SnapshotRow(t, i, ModelSnapshot.FormatVersion, record.Snapshots[i]));
        if (!record.HasMetrics)
            return;
        for (int i = 0; i < texts; i++)
            Rows.Texts.Add(new TextMetricRow(t, i, record.Texts[i]));
        for (int j = 0; j < record.Images.Length; j++)
            Rows.Images.Add(new ImageMetricRow(t, texts + j, record.Images[j]));
        if (!record.HasCaptions)
            return;
        for (int j = 0; j < record.Captions.Length; j++)
        {
            for (int k = 0; k < record.Captions[j].Length; k++)
                Rows.Captions.Add(new CaptionMetricRow(t, texts + j, k, record.Captions[j][k]));
        }
    }
}
