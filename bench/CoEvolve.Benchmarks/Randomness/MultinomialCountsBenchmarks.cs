using BenchmarkDotNet.Attributes;
using CoEvolve.Core;
using CoEvolve.Scenarios;

namespace CoEvolve.Benchmarks;

/// <summary>Time of the captions that a text model writes in one generation.</summary>
public class MultinomialCountsBenchmarks
{
    private readonly StreamKey _key = StreamKey.Derive(1, "text", "image", StreamPurpose.Captions);
    private MultinomialCounts? _drawing;
    private double[] _shares = [];
    private int[] _counts = [];
    private int _generation;

    /// <summary>N: drawn one by one, at the border, and split.</summary>
    [Params(200, 5000, 100_000_000)]
    public int Draws { get; set; }

    /// <summary>K.</summary>
    [Params(8, 100)]
    public int Captions { get; set; }

    /// <summary>Reserves scratch.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        _drawing = new MultinomialCounts(Captions);
        _shares = InitialPriors.Zipf(Captions, exponent: 1);
        _counts = new int[Captions];
    }

    /// <summary>Counts of all captions.</summary>
    [Benchmark]
    public void Draw() => _drawing!.Draw(_key, replicate: 1, ++_generation, Draws, _shares, _counts);
}
