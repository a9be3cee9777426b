namespace CoEvolve.Charts;

/// <summary>Round values on a logarithmic axis: 1-2-5 in each decade, whole decades, or every so many decades.</summary>
internal static class LogTicks
{
    // Outside of these exponents plain numbers become rows of zeros.
    private const int LeastPlain = -3;
    private const int MostPlain = 4;

    private const double Slack = 1e-9;

    private static readonly int[] AllDigits = [1, 2, 3, 4, 5, 6, 7, 8, 9];
    private static readonly int[][] Patterns = [AllDigits, [1, 2, 5], [1, 3], [1]];

    /// <summary>Exponents and labels of at most <paramref name="most"/> ticks in [10^low, 10^high].</summary>
    public static IReadOnlyList<(double Position, NumberLabel Label)> Major(double low, double high, int most)
    {
        if (high - low < 0.3)
            return Linear(low, high, most);
        // Nine ticks a decade crowd towards its end, so they are for less than one.
        foreach (int[] digits in high - low < 0.95 ? Patterns : Patterns[1..])
        {
            var ticks = Multiples(low, high, digits, most + 1);
            if (ticks.Count <= most && (ticks.Count >= 2 || most == 1))
                return Labelled(ticks);
        }

        // Within a decade there may be no digit's multiple, as between 9.5 and 9.9 or between 10.5 and 19.5.
        return high - low < 1 && most > 1 ? Linear(low, high, most) : Decades(low, high, most);
    }

    /// <summary>Exponents of unlabelled marks between the ticks: digits within decades, or decades between strides.</summary>
    public static IReadOnlyList<double> Minor(double low, double high, int most)
    {
        if (high - low < 0.3)
            return [];
        if (high - low <= 8)
            return [.. Multiples(low, high, AllDigits, 100).Select(t => Exponent(t.Digit, t.Decade))];
        long stride = Stride(low, high, most);
        if (stride == 1)
            return [];
        long finer = Stride(low, high, Math.Min(most * 6, 60));
        return [.. Strided(low, high, finer).Select(e => (double)e)];
    }

    private static List<(double, NumberLabel)> Linear(double low, double high, int most)
    {
        // A factor out front keeps the values in range, whatever the decade.
        double decade = Math.Floor(low);
        double minimum = Math.Pow(10, low - decade), maximum = Math.Pow(10, high - decade);
        var step = RoundSteps.Least(minimum, maximum, most, wholeNumbers: false);
        bool plain = decade >= LeastPlain && high <= MostPlain;
        var ticks = new List<(double, NumberLabel)>();
        for (double i = RoundSteps.First(minimum, step.Size), last = RoundSteps.Last(maximum, step.Size); i <= last; i++)
        {
            double value = i * step.Size;
            var label = plain
                ? new NumberLabel(Numbers.Fixed(value * Math.Pow(10, decade), Math.Clamp(step.Decimals - (int)decade, 0, 15)))
                : new NumberLabel(Numbers.Fixed(value, Math.Min(step.Decimals, 15)) + "×10", Numbers.Integer((long)decade));
            ticks.Add((Math.Clamp(Math.Log10(value) + decade, low, high), label));
        }

        return ticks;
    }

    private static List<(int Digit, long Decade)> Multiples(double low, double high, int[] digits, int limit)
    {
        var found = new List<(int, long)>();
        for (long decade = (long)Math.Floor(low); decade <= high + Slack; decade++)
        {
            foreach (int digit in digits)
            {
                double exponent = Exponent(digit, decade);
                if (exponent >= low - Slack && exponent <= high + Slack)
                    found.Add((digit, decade));
                if (found.Count >= limit)
                    return found;
            }
        }

        return found;
    }

    private static List<(double, NumberLabel)> Labelled(List<(int Digit, long Decade)> ticks)
    {
        bool plain = ticks.TrueForAll(t => t.Decade is >= LeastPlain and <= MostPlain);
        return [.. ticks.Select(t => (Exponent(t.Digit, t.Decade), Label(t.Digit, t.Decade, plain)))];
    }

    private static NumberLabel Label(int digit, long decade, bool plain)
    {
        if (plain)
            return new(Numbers.Fixed(digit * Math.Pow(10, decade), (int)Math.Max(0, -decade)));
        return digit == 1 ? Numbers.PowerOfTen(decade) : new(Numbers.Integer(digit) + "×10", Numbers.Integer(decade));
    }

    private static List<(double, NumberLabel)> Decades(double low, double high, int most)
    {
        long stride = Stride(low, high, most);
        var decades = Strided(low, high, stride);
        bool plain = decades.TrueForAll(e => e is >= LeastPlain and <= MostPlain);
        return [.. decades.Select(e => ((double)e, Label(1, e, plain)))];
    }

    private static long Stride(double low, double high, int most)
    {
        for (long power = 1; ; power *= 10)
        {
            foreach (int factor in (ReadOnlySpan<int>)[1, 2, 3, 5])
            {
                long stride = factor * power;
                if (Math.Floor(high / stride + Slack) - Math.Ceiling(low / stride - Slack) < most)
                    return stride;
            }
        }
    }

    private static List<long> Strided(double low, double high, long stride)
    {
        var result = new List<long>();
        long last = (long)Math.Floor(high / stride + Slack);
        for (long i = (long)Math.Ceiling(low / stride - Slack); i <= last; i++)
            result.Add(i * stride);
        return result;
    }

    private static double Exponent(int digit, long decade) => decade + Math.Log10(digit);
}
