using BenchmarkDotNet.Attributes;
using CoEvolve.Core;

namespace CoEvolve.Benchmarks;

/// <summary>Time a random number, in calls for few and for many.</summary>
public class RandomStreamBenchmarks
{
    private const int Few = 16, Many = 2048;

    private readonly StreamKey _key = StreamKey.Derive(1, "image", "text", StreamPurpose.Images);
    private readonly double[] _few = new double[Few];
    private readonly double[] _many = new double[Many];
    private int _generation;

    /// <summary>Uniforms, two vectors of eight a call.</summary>
    [Benchmark(OperationsPerInvoke = Few)]
    public void FewUniforms() => Stream().FillUniforms(_few);

    /// <summary>Uniforms in bulk.</summary>
    [Benchmark(OperationsPerInvoke = Many)]
    public void ManyUniforms() => Stream().FillUniforms(_many);

    /// <summary>Normals, two vectors of eight a call.</summary>
    [Benchmark(OperationsPerInvoke = Few)]
    public void FewNormals() => Stream().FillNormals(_few);

    /// <summary>Normals in bulk.</summary>
    [Benchmark(OperationsPerInvoke = Many)]
    public void ManyNormals() => Stream().FillNormals(_many);

    private RandomStream Stream() => new(_key, replicate: 1, ++_generation);
}
