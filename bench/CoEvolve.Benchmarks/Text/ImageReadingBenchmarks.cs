using BenchmarkDotNet.Attributes;
using CoEvolve.Core;

namespace CoEvolve.Benchmarks;

/// <summary>Time of reading one generation's images, on one thread: perception noise, densities, posteriors and their sums.</summary>
public class ImageReadingBenchmarks
{
    private Moment? _moment;
    private ImageReading? _reading;
    private ImageBatch? _displacements;
    private StreamKey _perception;
    private StreamKey _choice;
    private int _generation;

    /// <summary>K, d and N.</summary>
    [Params(Work.Small, Work.Medium, Work.Large, Work.Wide)]
    public Work Work { get; set; }

    /// <summary>Collapsed images of different captions are far apart, so most captions can be left out soon.</summary>
    [ParamsAllValues]
    public Stage Stage { get; set; }

    /// <summary>Makes the images, and the densities to hold them against.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        _moment = Moment.Reach(Work, Stage);
        (_, _displacements) = _moment.MakeImages();
        _perception = _moment.Key(StreamPurpose.Perception);
        _choice = _moment.Key(StreamPurpose.Reading);
        _reading = new ImageReading(_moment.Captions, _moment.Dimension);
        _reading.Preparing.DoAll(_reading.BeginPreparing(_moment.Shares, _moment.Images.Gaussians, _moment.Noise));
    }

    /// <summary>Every image adds its posterior.</summary>
    [Benchmark]
    public void ReadSoftly() => Read(choice: null);

    /// <summary>Every image adds one caption, drawn from its posterior.</summary>
    [Benchmark]
    public void ReadBySampling() => Read(_choice);

    private void Read(StreamKey? choice)
    {
        _reading!.Reset();
        _reading.DoAll(_reading.Begin(_displacements!, _perception, choice, Moment.Replicate, ++_generation));
        _reading.End();
    }
}
