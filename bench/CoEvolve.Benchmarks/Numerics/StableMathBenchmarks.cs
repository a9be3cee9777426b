using System.Runtime.Intrinsics;
using BenchmarkDotNet.Attributes;
using CoEvolve.Core;

namespace CoEvolve.Benchmarks;

/// <summary>Time a value of elementary functions, eight values at a time, from and to the nearest cache.</summary>
public class StableMathBenchmarks
{
    private const int Lanes = RandomStream.Lanes, Values = 1024;

    private readonly double[] _uniforms = new double[Values];
    private readonly double[] _logarithms = new double[Values];
    private readonly double[] _results = new double[Values];

    /// <summary>Draws arguments: uniforms for logarithms and angles, their logarithms for exponentials.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        new RandomStream(StreamKey.Derive(1, "", "", StreamPurpose.Viewing), replicate: 1, generation: 0).FillUniforms(_uniforms);
        for (int i = 0; i < Values; i++)
            _logarithms[i] = StableMath.Log(_uniforms[i]);
    }

    /// <summary>e^x.</summary>
    [Benchmark(OperationsPerInvoke = Values)]
    public void Exp()
    {
        for (int i = 0; i < Values; i += Lanes)
            StableMath.Exp(Vector512.Create(_logarithms, i)).CopyTo(_results, i);
    }

    /// <summary>ln x.</summary>
    [Benchmark(OperationsPerInvoke = Values)]
    public void Log()
    {
        for (int i = 0; i < Values; i += Lanes)
            StableMath.Log(Vector512.Create(_uniforms, i)).CopyTo(_results, i);
    }

    /// <summary>Sine and cosine of an angle, both.</summary>
    [Benchmark(OperationsPerInvoke = Values)]
    public void SinCosTurns()
    {
        for (int i = 0; i < Values; i += Lanes)
        {
            StableMath.SinCosTurns(Vector512.Create(_uniforms, i), out Vector512<double> sine, out Vector512<double> cosine);
            (sine + cosine).CopyTo(_results, i);
        }
    }
}
