using MathNet.Numerics.Distributions;

namespace CoEvolve.Findings;

/// <summary>Mean and standard error of independent values.</summary>
/// <param name="Count">n ≥ 2.</param>
/// <param name="Mean">The mean.</param>
/// <param name="Deviation">The sample standard deviation, ≥ 0.</param>
internal readonly record struct Sample(int Count, double Mean, double Deviation)
{
    /// <summary>Level of the intervals that are shown.</summary>
    private const double Confidence = 0.99;

    public double StandardError => Deviation / Math.Sqrt(Count);

    public double DegreesOfFreedom => Count - 1;

    public static Sample Of(IReadOnlyCollection<double> values)
    {
        if (values.Count < 2)
            throw new ArgumentException($"There are {values.Count} values; a test needs two or more.", nameof(values));
        double mean = values.Average();
        return new Sample(values.Count, mean, Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1)));
    }

    /// <summary>Half the width of the 99% interval of the mean.</summary>
    public double HalfWidth => StandardError * StudentT.InvCDF(0, 1, DegreesOfFreedom, (1 + Confidence) / 2);

    /// <summary>P(mean this low or lower) if the expectation were <paramref name="value"/>.</summary>
    public double LowerTail(double value) => Tail(Mean - value);

    /// <summary>P(mean this high or higher) if the expectation were <paramref name="value"/>.</summary>
    public double UpperTail(double value) => Tail(value - Mean);

    // Of values that are all the same, the mean is as certain as can be.
    private double Tail(double difference) => StandardError > 0
        ? StudentT.CDF(0, 1, DegreesOfFreedom, difference / StandardError)
        : difference < 0 ? 0 : 1;
}
