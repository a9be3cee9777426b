namespace CoEvolve.Findings;

/// <summary>A mean over independent replicates.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="StandardError">Its standard error, from the spread between replicates; null with a single one.</param>
public readonly record struct Estimate(double Mean, double? StandardError)
{
    /// <summary>The mean of values, one a replicate, and its standard error.</summary>
    /// <param name="values">At least one, finite.</param>
    public static Estimate Of(IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        double mean = values.Average();
        if (values.Count == 1)
            return new Estimate(mean, null);
        double squares = values.Sum(value => (value - mean) * (value - mean));
        return new Estimate(mean, Math.Sqrt(squares / (values.Count - 1) / values.Count));
    }
}
