using BenchmarkDotNet.Attributes;
using CoEvolve.Core;

namespace CoEvolve.Benchmarks;

/// <summary>Time of one generation's images, innovations and displacements, on one thread.</summary>
public class ImageMakingBenchmarks
{
    private readonly ImageMaking _making = new();
    private Moment? _moment;
    private StreamKey _key;
    private ImageBatch? _innovations;
    private ImageBatch? _displacements;
    private int _generation;

    /// <summary>K, d and N.</summary>
    [Params(Work.Small, Work.Medium, Work.Large, Work.Wide)]
    public Work Work { get; set; }

    /// <summary>Few captions have all images later, so blocks are fuller.</summary>
    [ParamsAllValues]
    public Stage Stage { get; set; }

    /// <summary>Finds out what is asked for.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        _moment = Moment.Reach(Work, Stage);
        _key = _moment.Key(StreamPurpose.Images);
        _innovations = new ImageBatch(_moment.Captions, _moment.Dimension);
        _displacements = new ImageBatch(_moment.Captions, _moment.Dimension);
    }

    /// <summary>z and δ of N images.</summary>
    [Benchmark]
    public void Make()
    {
        int parts = _making.Begin(_key, Moment.Replicate, ++_generation, _moment!.Counts, _innovations!, _moment.Images.Gaussians, _displacements!);
        for (int part = 0; part < parts; part++)
            _making.DoPart(part);
    }
}
