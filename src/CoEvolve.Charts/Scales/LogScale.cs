namespace CoEvolve.Charts;

/// <summary>Equal ratios have equal lengths; base 10. Works on exponents, so any range that has logarithms can be shown.</summary>
public sealed class LogScale : Scale
{
    // Beyond it exponents are no longer exact, and no quantity is that small.
    private const double MostExponent = 1e12;

    private readonly double _low;
    private readonly double _high;
    private readonly bool _exponents;

    private LogScale(double low, double high, double start, double end, bool exponents)
        : base(start, end)
    {
        double furthest = Math.Max(Math.Abs(low), Math.Abs(high));
        if (!(furthest <= MostExponent) || !(high - low >= 1e-9 * Math.Max(1, furthest)))
            throw new ArgumentException(
                FormattableString.Invariant($"A logarithmic axis from 10^{low:R} to 10^{high:R}; the second must be greater by more than rounding, and both exponents within 1e12."),
                nameof(high));
        _low = low;
        _high = high;
        _exponents = exponents;
    }

    /// <inheritdoc/>
    public override double Minimum => _exponents ? _low : Math.Pow(10, _low);

    /// <inheritdoc/>
    public override double Maximum => _exponents ? _high : Math.Pow(10, _high);

    /// <summary>A scale for values.</summary>
    /// <param name="minimum">Positive.</param>
    /// <param name="maximum">Greater than <paramref name="minimum"/>.</param>
    /// <param name="start">Position of the minimum, px.</param>
    /// <param name="end">Position of the maximum, px.</param>
    /// <exception cref="ArgumentException">The ends have no logarithms or are too close.</exception>
    public static LogScale OfValues(double minimum, double maximum, double start, double end) =>
        new(Math.Log10(minimum), Math.Log10(maximum), start, end, exponents: false);

    /// <summary>A scale for data that are base-10 logarithms already; <see cref="Scale.Minimum"/> and ticks are exponents too.</summary>
    /// <param name="low">Least exponent.</param>
    /// <param name="high">Greatest exponent.</param>
    /// <param name="start">Position of the least, px.</param>
    /// <param name="end">Position of the greatest, px.</param>
    /// <exception cref="ArgumentException">The ends are not finite or too close.</exception>
    public static LogScale OfExponents(double low, double high, double start, double end) => new(low, high, start, end, exponents: true);

    /// <summary>A scale for values, given the exponents of its ends: 10^−323.5 is less than any double.</summary>
    internal static LogScale OfPowers(double low, double high, double start, double end) => new(low, high, start, end, exponents: false);

    /// <inheritdoc/>
    public override bool CanShow(double value) => _exponents ? Math.Abs(value) <= MostExponent : value > 0 && double.IsFinite(value);

    /// <inheritdoc/>
    public override double Fraction(double value) => ((_exponents ? value : Math.Log10(value)) - _low) / (_high - _low);

    /// <inheritdoc/>
    public override Scale Between(double atMinimum, double atMaximum) => new LogScale(_low, _high, atMinimum, atMaximum, _exponents);

    /// <inheritdoc/>
    public override IReadOnlyList<Tick> Ticks(int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        return [.. LogTicks.Major(_low, _high, most).Select(t => new Tick(InUnits(t.Position), t.Label))];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<double> MinorTicks(int most) => [.. LogTicks.Minor(_low, _high, most).Select(InUnits)];

    private double InUnits(double exponent) => _exponents ? exponent : Math.Pow(10, exponent);
}
