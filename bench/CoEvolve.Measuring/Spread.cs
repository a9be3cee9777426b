namespace CoEvolve.Measuring;

/// <summary>A handful of measurements of one thing.</summary>
/// <param name="Least">The smallest.</param>
/// <param name="Median">The middle one, or the mean of the two in the middle.</param>
/// <param name="Most">The largest.</param>
public readonly record struct Spread(double Least, double Median, double Most)
{
    /// <summary>(Most − Least) / Median.</summary>
    public double Relative => (Most - Least) / Median;

    /// <summary>Sums up one measurement or more.</summary>
    public static Spread Of(IEnumerable<double> measurements)
    {
        double[] sorted = [.. measurements.Order()];
        if (sorted.Length == 0)
            throw new ArgumentException("Nothing was measured.", nameof(measurements));
        int middle = sorted.Length / 2;
        double median = sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(sorted[0], median, sorted[^1]);
    }
}
