namespace CoEvolve.Charts;

/// <summary>Finds the scale of an axis: what the caller fixed, then the data, then round ends.</summary>
internal static class AxisFit
{
    private const int LeastRoundSteps = 8;
    private const double LeastWholeSpan = 2;
    private const double ManyDecades = 4;

    /// <summary>A scale that shows all of the data, unless the axis says otherwise.</summary>
    /// <param name="axis">What the caller said. Not categorical.</param>
    /// <param name="data">What is to be shown; may be empty.</param>
    /// <param name="roundEnds">Whether ends are rounded if the axis leaves it open.</param>
    /// <param name="mostTicks">How many ticks there will be at most; ends are rounded to the same steps.</param>
    public static Scale Scale(Axis axis, DataRange data, bool roundEnds, int mostTicks)
    {
        CheckEnds(axis);
        bool round = axis.RoundEnds ?? roundEnds;
        return axis.Scale switch
        {
            AxisScale.Linear => Linear(axis, data, round, mostTicks),
            AxisScale.Log => Log(axis, data, round),
            AxisScale.Exponent => Exponent(axis, data, round),
            _ => throw new ArgumentException("A categorical axis is for heat maps; choose a linear or logarithmic one."),
        };
    }

    private static LinearScale Linear(Axis axis, DataRange data, bool round, int mostTicks)
    {
        var (low, high) = data.IsEmpty ? (0, 1) : (data.Least, data.Greatest);
        if (axis.IncludeZero)
            (low, high) = (Math.Min(low, 0), Math.Max(high, 0));
        (low, high) = Fixed(axis, low, high);
        double least = LinearScale.LeastHalfSpan(low, high) * 4;
        if (high / 2 - low / 2 < least)
        {
            // A constant still needs an axis: give it room on the sides that the caller left open.
            double room = Math.Max(Math.Abs(low), Math.Abs(high)) * 0.1;
            room = room < least ? 1 : room;
            (low, high) = (axis.Minimum ?? Math.Max(low - room, -double.MaxValue), axis.Maximum ?? Math.Min(high + room, double.MaxValue));
            if (high / 2 - low / 2 < least)
                high = low + Math.Max(room, least * 4);
        }

        bool wholeNumbers = data.WholeNumbers && !data.IsEmpty && high - low >= LeastWholeSpan && !axis.Percent;
        if (round)
        {
            // Few ticks are far apart; rounding to all of them would leave half of a small chart empty.
            double step = RoundSteps.Least(low, high, Math.Max(mostTicks - 1, LeastRoundSteps), wholeNumbers).Size;
            double roundLow = Math.Floor(low / step + 1e-9) * step, roundHigh = Math.Ceiling(high / step - 1e-9) * step;
            // Multiples of a step are rounded; data must not fall off for it.
            low = axis.Minimum is null && double.IsFinite(roundLow) ? Math.Min(low, roundLow) : low;
            high = axis.Maximum is null && double.IsFinite(roundHigh) ? Math.Max(high, roundHigh) : high;
        }

        return new LinearScale(low, high, 0, 1, axis.Percent, wholeNumbers);
    }

    private static LogScale Log(Axis axis, DataRange data, bool round)
    {
        if (axis.Minimum <= 0 || axis.Maximum <= 0)
            throw new ArgumentException(
                FormattableString.Invariant($"A logarithmic axis from {axis.Minimum:R} to {axis.Maximum:R}; its ends must be positive, or null for the data's."));
        var exponents = new Axis { Minimum = Log10(axis.Minimum), Maximum = Log10(axis.Maximum) };
        var (low, high) = Exponents(exponents, data.IsEmpty ? 0 : Math.Log10(data.Least), data.IsEmpty ? 1 : Math.Log10(data.Greatest), data.IsEmpty, round);
        // Rounding to a decade may leave the range of double at its lower end.
        low = Math.Max(low, Math.Log10(double.Epsilon));
        high = Math.Min(high, Math.Log10(double.MaxValue));
        return LogScale.OfPowers(low, high, 0, 1);
    }

    private static LogScale Exponent(Axis axis, DataRange data, bool round)
    {
        var (low, high) = Exponents(axis, data.Least, data.Greatest, data.IsEmpty, round);
        return LogScale.OfExponents(low, high, 0, 1);
    }

    private static (double Low, double High) Exponents(Axis axis, double least, double greatest, bool isEmpty, bool round)
    {
        var (low, high) = isEmpty ? Fixed(axis, 0, 1) : Fixed(axis, least, greatest);
        double tiny = 1e-6 * Math.Max(1, Math.Max(Math.Abs(low), Math.Abs(high)));
        if (high - low < tiny)
        {
            (low, high) = (axis.Minimum ?? low - 0.5, axis.Maximum ?? high + 0.5);
            if (high - low < tiny)
                high = low + 1;
        }

        if (round)
        {
            // Whole decades cost little on a long axis; on a short one 1-2-5 wastes less.
            bool decades = high - low >= ManyDecades;
            low = axis.Minimum ?? (decades ? Math.Floor(low + 1e-9) : RoundDown(low));
            high = axis.Maximum ?? (decades ? Math.Ceiling(high - 1e-9) : -RoundDown(-high));
        }

        return (low, high);
    }

    // The logarithms of 1, 2 and 5 are those of 1/1, 1/5 and 1/2, a decade higher: rounding up is rounding down mirrored.
    private static double RoundDown(double exponent)
    {
        double decade = Math.Floor(exponent + 1e-9);
        double rest = exponent - decade + 1e-9;
        return decade + (rest >= Math.Log10(5) ? Math.Log10(5) : rest >= Math.Log10(2) ? Math.Log10(2) : 0);
    }

    private static (double, double) Fixed(Axis axis, double low, double high)
    {
        low = axis.Minimum ?? (axis.Maximum < low ? axis.Maximum.Value : low);
        high = axis.Maximum ?? (axis.Minimum > high ? axis.Minimum.Value : high);
        return (low, high);
    }

    private static double? Log10(double? value) => value is { } v ? Math.Log10(v) : null;

    private static void CheckEnds(Axis axis)
    {
        if (axis.Minimum is { } low && axis.Maximum is { } high && !(low < high))
            throw new ArgumentException(
                FormattableString.Invariant($"Axis '{axis.Title}' from {low:R} to {high:R}; the minimum must be less than the maximum."));
        if (axis.Minimum is { } minimum && !double.IsFinite(minimum) || axis.Maximum is { } maximum && !double.IsFinite(maximum))
            throw new ArgumentException(
                FormattableString.Invariant($"Axis '{axis.Title}' from {axis.Minimum:R} to {axis.Maximum:R}; its ends must be finite, or null for the data's."));
    }
}
