namespace CoEvolve.Scenarios;

/// <summary>Points evenly spaced on the unit circle, from products and sums alone: the same bits on every machine.</summary>
internal static class UnitCircle
{
    /// <summary>Cosine and sine of k/count turns.</summary>
    public static (double X, double Y) Point(long k, long count)
    {
        // Eighths of a turn are split off in whole numbers, so that quarter turns are exact.
        long eighths = 8 * k / count;
        long rest = (8 * k) - (eighths * count);
        double within = Math.PI / 4 * ((double)(eighths % 2 == 0 ? rest : count - rest) / count);
        (double sine, double cosine) = Series(within);
        return (eighths % 8) switch
        {
            0 => (cosine, sine),
            1 => (sine, cosine),
            2 => (-sine, cosine),
            3 => (-cosine, sine),
            4 => (-cosine, -sine),
            5 => (-sine, -cosine),
            6 => (sine, -cosine),
            _ => (cosine, -sine),
        };
    }

    // Taylor's series on [0, π/4], where ten terms are more than a double holds.
    private static (double Sine, double Cosine) Series(double angle)
    {
        double square = angle * angle;
        double sine = 0;
        double cosine = 0;
        for (int i = 10; i >= 1; i--)
        {
            sine = -square / (2 * i * ((2 * i) + 1)) * (1 + sine);
            cosine = -square / (2 * i * ((2 * i) - 1)) * (1 + cosine);
        }

        return (angle + (angle * sine), 1 + cosine);
    }
}
