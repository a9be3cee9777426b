using CoEvolve.Actors;
using CoEvolve.Engines;

namespace CoEvolve.Findings.Tests;

public sealed class StationaryMeansTests
{
    [Fact]
    public void Means_are_those_of_the_last_fifth_whatever_the_slices_and_the_workers()
    {
        EcosystemSpec spec = Small.Spec("generations=23", "userContent.imagesPerCaption=2");
        Course[] runs = Small.Run(spec, 6);
        Prediction[] about = Small.Predictions(spec);
        double[] text = [.. runs.Select(r => Enumerable.Range(20, 4).Average(t => r.Value(about.First(p => p.Quantity == "gini_simpson"), t)!.Value))];
        double[] least = [.. spec.Vocabulary.Select(word => runs.Average(r => Enumerable.Range(20, 4).Average(t => r.Value(about.First(p => p.Quantity == "diversity" && p.Caption == word), t)!.Value)))];

        StationaryMeasurement whole = Measure(spec, 6, new SliceOptions { Parallel = 1 }), cut = Measure(spec, 6, new SliceOptions { Parallel = 4, Slice = TimeSpan.Zero });

        Assert.Equal(whole, cut);
        Assert.Equal(text.Average(), whole.TextDiversity.Mean, 1e-14);
        Assert.Equal(Math.Sqrt(text.Sum(x => (x - text.Average()) * (x - text.Average())) / 5 / 6), whole.TextDiversity.StandardError!.Value, 1e-14);
        Assert.Equal(least.Min(), whole.ImageDiversity.Mean, 1e-14);
        Assert.Equal(Array.IndexOf(least, least.Min()), whole.WorstCaption);
    }

    [Fact]
    public void Nothing_is_measured_before_all_have_finished()
    {
        EcosystemSpec spec = Small.Spec("generations=10");
        var means = new StationaryMeans(2, spec.Generations, spec.Captions);
        Assert.Throws<InvalidOperationException>(means.Measure);
        using IEcosystemHost host = new ObservedEngine(new LocalEngine(), (_, checkpoint) => means.Watch(checkpoint)).Open(spec, EcosystemCheckpoint.Initial(spec, 1), new RecordedNowhere());
        host.RunUntil(10);
        Assert.Throws<InvalidOperationException>(means.Measure);
    }

    [Theory]
    [InlineData(0, 10, 3)]
    [InlineData(1, 4, 3)]
    [InlineData(1, 10, 0)]
    public void Bad_arguments_are_refused(int replicates, int generations, int captions) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new StationaryMeans(replicates, generations, captions));

    private static StationaryMeasurement Measure(EcosystemSpec spec, int replicates, SliceOptions options)
    {
        var means = new StationaryMeans(replicates, spec.Generations, spec.Captions);
        using var store = new TransientRunStore(1, replicates);
        new SliceRunner(new ObservedEngine(new LocalEngine(), (_, checkpoint) => means.Watch(checkpoint)), store, _ => spec, options).Run(CancellationToken.None);
        return means.Measure();
    }

    private sealed class RecordedNowhere : IRecordSink
    {
        public void Take(GenerationRecord record)
        {
        }
    }
}
