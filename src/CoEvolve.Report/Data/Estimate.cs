using System.Collections.Concurrent;
using CoEvolve.Store;
using MathNet.Numerics.Distributions;

namespace CoEvolve.Report;

/// <summary>A mean and its 99% interval after Student; the limits are NaN where one number says nothing of its spread.</summary>
internal readonly record struct Estimate(double Mean, double Lower, double Upper)
{
    private const double Confidence = 0.99;

    private static readonly ConcurrentDictionary<int, double> Quantiles = new();

    /// <summary>Of independent numbers that were summed up.</summary>
    public static Estimate Of(Sample sample)
    {
        double half = sample.StandardDeviation is double deviation
            ? deviation / Math.Sqrt(sample.Count) * Quantiles.GetOrAdd(sample.Count - 1, d => StudentT.InvCDF(0, 1, d, (1 + Confidence) / 2))
            : double.NaN;
        return new Estimate(sample.Mean, sample.Mean - half, sample.Mean + half);
    }

    /// <summary>Of independent numbers, at least one.</summary>
    public static Estimate Of(IReadOnlyCollection<double> values)
    {
        double mean = values.Average();
        return Of(new Sample(values.Count, mean, values.Count > 1 ? Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1)) : null));
    }

    /// <summary>A number that stands for itself.</summary>
    public static Estimate Alone(double value) => new(value, double.NaN, double.NaN);

    /// <summary>In another unit.</summary>
    public Estimate Times(double factor) => new(Mean * factor, Lower * factor, Upper * factor);
}
