namespace CoEvolve.Charts;

/// <summary>Steps of 1, 2, 2.5 and 5 times a power of ten.</summary>
internal static class RoundSteps
{
    // Multiples of the step may miss the range's ends by rounding.
    private const double Slack = 1e-9;

    private static readonly double[] Mantissas = [1, 2, 2.5, 5];

    /// <summary>The least round step that puts at most <paramref name="most"/> multiples into [minimum, maximum].</summary>
    public static RoundStep Least(double minimum, double maximum, int most, bool wholeNumbers)
    {
        int exponent = (int)Math.Floor(Math.Log10(maximum / (most + 1) - minimum / (most + 1))) - 1;
        if (wholeNumbers)
            exponent = Math.Max(exponent, 0);
        while (true)
        {
            foreach (double mantissa in Mantissas)
            {
                var step = new RoundStep(mantissa, exponent);
                if (wholeNumbers && exponent == 0 && mantissa == 2.5)
                    continue;
                if (Last(maximum, step.Size) - First(minimum, step.Size) < most)
                    return step;
            }

            exponent++;
        }
    }

    /// <summary>Number of the first multiple at or above <paramref name="minimum"/>.</summary>
    public static double First(double minimum, double step) => Math.Ceiling(minimum / step - Slack);

    /// <summary>Number of the last multiple at or below <paramref name="maximum"/>.</summary>
    public static double Last(double maximum, double step) => Math.Floor(maximum / step + Slack);
}
