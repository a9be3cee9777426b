using BenchmarkDotNet.Attributes;
using CoEvolve.Core;

namespace CoEvolve.Benchmarks;

/// <summary>Time of getting ready to read: a whitening matrix for each caption that is alive.</summary>
public class CaptionWhitenersBenchmarks
{
    private Moment? _moment;
    private ImageReading? _reading;

    /// <summary>K and d; N does not matter.</summary>
    [Params(Work.Small, Work.Medium, Work.Large, Work.Wide)]
    public Work Work { get; set; }

    /// <summary>Dead captions are left out.</summary>
    [ParamsAllValues]
    public Stage Stage { get; set; }

    /// <summary>Finds out what is to be read.</summary>
    [GlobalSetup]
    public void Reach()
    {
        _moment = Moment.Reach(Work, Stage);
        _reading = new ImageReading(_moment.Captions, _moment.Dimension);
    }

    /// <summary>Densities of all captions.</summary>
    [Benchmark]
    public void Prepare() =>
        _reading!.Preparing.DoAll(_reading.BeginPreparing(_moment!.Shares, _moment.Images.Gaussians, _moment.Noise));
}
