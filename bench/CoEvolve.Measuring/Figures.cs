using System.Globalization;

namespace CoEvolve.Measuring;

/// <summary>Numbers as the tables show them: three digits, as many as a measurement deserves.</summary>
public static class Figures
{
    /// <summary>At most three significant digits, thousands apart: 57,200; 7.62.</summary>
    public static string Three(double value)
    {
        if (!double.IsFinite(value) || value == 0)
            return value.ToString(CultureInfo.InvariantCulture);
        int digits = 2 - (int)Math.Floor(Math.Log10(Math.Abs(value)));
        if (digits > 0)
            return value.ToString("F" + Math.Min(digits, 6), CultureInfo.InvariantCulture);
        double unit = Math.Pow(10, -digits);
        return (Math.Round(value / unit) * unit).ToString("#,0", CultureInfo.InvariantCulture);
    }

    /// <summary>A median and, in brackets, how far measurements lie apart, if there are several: 57,200 (4%).</summary>
    public static string Measured(Spread spread) => spread.Least == spread.Most ? Three(spread.Median) : $"{Three(spread.Median)} ({Percent(spread.Relative)})";

    /// <summary>A count, thousands apart: 100,000.</summary>
    public static string Whole(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>A whole percentage.</summary>
    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0}%");

    /// <summary>A factor: 12.3×.</summary>
    public static string Factor(double factor) => Three(factor) + "×";
}
