using System.Globalization;
using CoEvolve.Actors;

namespace CoEvolve.Engines;

/// <summary>Turns an ecosystem's records into a store's rows. Models are numbered text models first, in the spec's order.</summary>
/// <remarks>
/// It refuses what is not finite here, where that fails the one ecosystem that it is of: a store that refused it would end the run.
/// </remarks>
internal sealed class RecordedRows : IRecordSink
{
    private readonly EcosystemSpec _spec;

    /// <summary>Makes room for what a short ecosystem records, so that its lists need not grow; a long one's still do.</summary>
    public RecordedRows(EcosystemSpec spec, int from)
    {
        _spec = spec;
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
        {
            Require(NotFinite.In(record.Texts[i]), "text_metric", _spec.TextModels[i].Name, t);
            Rows.Texts.Add(new TextMetricRow(t, i, record.Texts[i]));
        }

        for (int j = 0; j < record.Images.Length; j++)
        {
            Require(NotFinite.In(record.Images[j]), "image_metric", _spec.ImageModels[j].Name, t);
            Rows.Images.Add(new ImageMetricRow(t, texts + j, record.Images[j]));
        }

        if (!record.HasCaptions)
            return;
        for (int j = 0; j < record.Captions.Length; j++)
        {
            for (int k = 0; k < record.Captions[j].Length; k++)
            {
                Require(NotFinite.In(record.Captions[j][k]), "caption_metric", _spec.ImageModels[j].Name, t);
                Rows.Captions.Add(new CaptionMetricRow(t, texts + j, k, record.Captions[j][k]));
            }
        }
    }

    private static void Require((string Column, double Value)? found, string table, string model, int generation)
    {
        if (found is var (column, value))
        {
            throw new NotFiniteNumberException(string.Create(
                CultureInfo.InvariantCulture,
                $"{table}.{column} of {model} at generation {generation} is {value}. This is an error in the program: please report it with the scenario and the seed."));
        }
    }
}
