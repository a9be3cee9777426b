using CoEvolve.Actors;
using CoEvolve.Engines;

namespace CoEvolve.Core.Tests;

/// <summary>What one ecosystem recorded of its first text model and its first image model, a generation an element.</summary>
internal sealed class Recorded : IRecordSink
{
    public List<TextMetrics> Text { get; } = [];

    public List<ImageMetrics> Image { get; } = [];

    public List<CaptionMetrics[]> Captions { get; } = [];

    public static Recorded Run(EcosystemSpec spec, int replicate)
    {
        var records = new Recorded();
        using IEcosystemHost host = new LocalEngine().Open(spec, EcosystemCheckpoint.Initial(spec, replicate), records);
        host.RunUntil(spec.Generations);
        return records;
    }

    public void Take(GenerationRecord record)
    {
        Assert.Equal(Text.Count, record.Generation);
        Text.Add(record.Texts[0]);
        Image.Add(record.Images[0]);
        Captions.Add([.. record.Captions[0]]);
    }
}
