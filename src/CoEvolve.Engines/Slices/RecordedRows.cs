using CoEvolve.Actors;

namespace CoEvolve.Engines;

/// <summary>Turns an ecosystem's records into a store's rows. Models are numbered text models first, in the spec's order.</summary>
internal sealed class RecordedRows : IRecordSink
{
    /// <summary>Makes room for what a short ecosystem records, so that its lists need not grow; a long one's still do.</summary>
    public RecordedRows(EcosystemSpec spec, int from)
    {
        const int most = 256;
        int every = spec.Recording.Every;
        int generations = Math.Min(most, every == 0 ? 2 : ((spec.Generations - from) / every) + 2);
        Rows.Texts.EnsureCapacity(generations * spec.TextModels.Length);
        Rows.Images.EnsureCapacity(generations * spec.ImageModels.Length);
        if (spec.Recording.Captions)
            Rows.Captions.EnsureCapacity(Math.Min(most * most, generations * spec.ImageModels.Length * spec.Captions));
    }

    public SliceRows Rows { get; } = new();

    /// <summary>Commands that took effect and that the store gave, in order. Those of the scenario stand there.</summary>
    public List<AppliedCommand> Commands { get; } = [];

    public void Take(AppliedCommand command)
    {
        if (command.Id > 0)
            Commands.Add(command);
    }

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
