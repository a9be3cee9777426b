using BenchmarkDotNet.Attributes;
using CoEvolve.Core;

namespace CoEvolve.Benchmarks;

/// <summary>Time of the statistics of one generation's images: means, scatters and their roots, on one thread.</summary>
public class InnovationMeasuringBenchmarks
{
    private ImageBatch? _innovations;
    private InnovationMeasuring? _measuring;

    /// <summary>K, d and N.</summary>
    [Params(Work.Small, Work.Medium, Work.Large, Work.Wide)]
    public Work Work { get; set; }

    /// <summary>Makes the images.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        Moment moment = Moment.Reach(Work, Stage.Start);
        (_innovations, _) = moment.MakeImages();
        _measuring = new InnovationMeasuring(moment.Captions, moment.Dimension);
    }

    /// <summary>z̄ and L of all captions.</summary>
    [Benchmark]
    public void Measure()
    {
        _measuring!.Reset();
        _measuring.DoAll(_measuring.Begin(_innovations!));
        _measuring.End();
        _measuring.Roots.DoAll(_measuring.Roots.Begin());
    }
}
