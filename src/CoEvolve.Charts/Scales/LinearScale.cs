namespace CoEvolve.Charts;

/// <summary>Equal differences have equal lengths.</summary>
public sealed class LinearScale : Scale
{
    // Powers of ten instead of rows of zeros.
    private const double LeastPlain = 1e-3;
    private const double MostPlain = 1e7;

    private readonly bool _percent;
    private readonly bool _wholeNumbers;

    /// <summary>A scale from one value to another.</summary>
    /// <param name="minimum">Finite, less than <paramref name="maximum"/> by more than rounding can tell.</param>
    /// <param name="maximum">Finite.</param>
    /// <param name="start">Position of the minimum, px.</param>
    /// <param name="end">Position of the maximum, px.</param>
    /// <param name="percent">Labels as percentages.</param>
    /// <param name="wholeNumbers">No ticks between whole numbers.</param>
    /// <exception cref="ArgumentException">The ends are not finite or too close.</exception>
    public LinearScale(double minimum, double maximum, double start, double end, bool percent = false, bool wholeNumbers = false)
        : base(start, end)
    {
        if (!double.IsFinite(minimum) || !double.IsFinite(maximum) || !(maximum / 2 - minimum / 2 >= LeastHalfSpan(minimum, maximum)))
            throw new ArgumentException(
                FormattableString.Invariant($"A linear axis from {minimum:R} to {maximum:R}; both must be finite, and the second greater by more than rounding."),
                nameof(maximum));
        Minimum = minimum;
        Maximum = maximum;
        _percent = percent;
        _wholeNumbers = wholeNumbers;
    }

    /// <inheritdoc/>
    public override double Minimum { get; }

    /// <inheritdoc/>
    public override double Maximum { get; }

    /// <summary>The least half of a span that a linear scale can divide.</summary>
    internal static double LeastHalfSpan(double minimum, double maximum) =>
        Math.Max(Math.Max(Math.Abs(minimum), Math.Abs(maximum)) * 1e-11, 1e-290);

    /// <inheritdoc/>
    public override bool CanShow(double value) => double.IsFinite(value);

    /// <inheritdoc/>
    public override double Fraction(double value) =>
        // Halves, because the span of doubles may be beyond a double.
        (value / 2 - Minimum / 2) / (Maximum / 2 - Minimum / 2);

    /// <inheritdoc/>
    public override Scale Between(double atMinimum, double atMaximum) => new LinearScale(Minimum, Maximum, atMinimum, atMaximum, _percent, _wholeNumbers);

    /// <inheritdoc/>
    public override IReadOnlyList<Tick> Ticks(int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        var step = RoundSteps.Least(Minimum, Maximum, most, _wholeNumbers);
        double size = step.Size, first = RoundSteps.First(Minimum, size), last = RoundSteps.Last(Maximum, size);
        var label = Labels(step);
        var ticks = new List<Tick>();
        for (double i = first; i <= last; i++)
        {
            double value = Math.Clamp(i * size, Minimum, Maximum);
            ticks.Add(new(value, label(i == 0 ? 0 : value)));
        }

        return ticks;
    }

    private Func<double, NumberLabel> Labels(RoundStep step)
    {
        if (_percent)
            return value => new(Numbers.Fixed(value * 100, Math.Clamp(step.Decimals - 2, 0, 15)) + "%");
        double greatest = Math.Max(Math.Abs(Minimum), Math.Abs(Maximum));
        if (greatest is >= LeastPlain and < MostPlain)
            return value => new(Numbers.Fixed(value, Math.Min(step.Decimals, 15)));
        int exponent = (int)Math.Floor(Math.Log10(greatest) + 1e-12);
        int decimals = Math.Clamp(exponent - step.Exponent + (step.Mantissa == 2.5 ? 1 : 0), 0, 15);
        return value => value == 0 ? new("0") : new(Numbers.Fixed(Shifted(value, exponent), decimals) + "×10", Numbers.Integer(exponent));
    }

    // In two factors, because 10^320 is none.
    private static double Shifted(double value, int exponent) => value / Math.Pow(10, exponent / 2) / Math.Pow(10, exponent - exponent / 2);
}
