using CoEvolve.Actors;
using CoEvolve.Engines;

namespace CoEvolve.Measuring;

/// <summary>A real ecosystem that was run to its end, with what it recorded: to be stored again and again where only the store is measured.</summary>
/// <param name="Rows">What it recorded, as a store's rows.</param>
/// <param name="End">Its last state.</param>
public sealed record RecordedEcosystem(SliceRows Rows, EcosystemCheckpoint End)
{
    /// <summary>Runs the first replicate of a spec with one text and one image model.</summary>
    public static RecordedEcosystem Of(EcosystemSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var recorder = new Recorder();
        using IEcosystemHost host = new LocalEngine().Open(spec, EcosystemCheckpoint.Initial(spec, replicate: 1), recorder);
        host.RunUntil(spec.Generations);
        return new RecordedEcosystem(recorder.Rows, host.TakeCheckpoint());
    }

    private sealed class Recorder : IRecordSink
    {
        public SliceRows Rows { get; } = new();

        public void Take(GenerationRecord record)
        {
            if (!record.HasMetrics)
                return;
            Rows.Texts.Add(new TextMetricRow(record.Generation, 0, record.Texts[0]));
            Rows.Images.Add(new ImageMetricRow(record.Generation, 1, record.Images[0]));
            for (int k = 0; record.HasCaptions && k < record.Captions[0].Length; k++)
                Rows.Captions.Add(new CaptionMetricRow(record.Generation, 1, k, record.Captions[0][k]));
        }
    }
}
