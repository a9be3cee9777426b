namespace CoEvolve.Store;

/// <summary>
/// Mean and variance of numbers that come one by one (Welford, Technometrics 4, 1962): no sum of squares, so what is lost
/// to rounding does not grow with the distance of the numbers from zero.
/// </summary>
internal struct SampleAccumulator
{
    private int _count;
    private double _mean;
    private double _squares;

    /// <summary>Takes a number; squares of differences must not overflow, so it should be within ±1e150.</summary>
    public void Add(double value)
    {
        _count++;
        double difference = value - _mean;
        _mean += difference / _count;
        _squares += difference * (value - _mean);
    }

    /// <summary>What was taken so far; at least one number.</summary>
    public readonly Sample ToSample() => new(_count, _mean, _count > 1 ? Math.Sqrt(_squares / (_count - 1)) : null);

    /// <summary>The same, or null if nothing was taken.</summary>
    public readonly Sample? ToSampleOrNull() => _count > 0 ? ToSample() : null;
}
