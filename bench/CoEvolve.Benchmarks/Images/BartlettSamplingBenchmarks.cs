using BenchmarkDotNet.Attributes;
using CoEvolve.Core;

namespace CoEvolve.Benchmarks;

/// <summary>Time of the statistics of one generation's images that are never made; compare <see cref="InnovationMeasuringBenchmarks"/>.</summary>
public class BartlettSamplingBenchmarks
{
    private Moment? _moment;
    private StreamKey _key;
    private InnovationStatistics? _statistics;
    private int _generation;

    /// <summary>K and d; N does not matter.</summary>
    [Params(Work.Small, Work.Medium, Work.Large, Work.Wide)]
    public Work Work { get; set; }

    /// <summary>Finds out what is asked for.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        _moment = Moment.Reach(Work, Stage.Start);
        _key = _moment.Key(StreamPurpose.Statistics);
        _statistics = new InnovationStatistics(_moment.Captions, _moment.Dimension);
    }

    /// <summary>z̄ and L of all captions.</summary>
    [Benchmark]
    public void Draw() => BartlettSampling.Draw(_key, Moment.Replicate, ++_generation, _moment!.Counts, _statistics!);
}
