using System.Globalization;

namespace CoEvolve.Charts;

/// <summary>Numbers as a reader expects them, in every culture: a real minus sign, commas from 10,000, powers of ten raised.</summary>
public static class Numbers
{
    /// <summary>U+2212, as wide as a plus.</summary>
    public const char Minus = '−';

    /// <summary>With a fixed number of decimals.</summary>
    /// <param name="value">A finite value.</param>
    /// <param name="decimals">0 to 15.</param>
    public static string Fixed(double value, int decimals)
    {
        double magnitude = Math.Abs(value);
        string digits = magnitude.ToString((magnitude >= 9999.5 ? "N" : "F") + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        // Rounding may leave nothing, and nothing has no sign.
        return value < 0 && digits.AsSpan().ContainsAnyInRange('1', '9') ? Minus + digits : digits;
    }

    /// <summary>With a few significant digits, as m×10ⁿ where zeros would hide them.</summary>
    /// <param name="value">Any value; NaN reads "–", infinities "∞".</param>
    /// <param name="significant">1 to 15 digits.</param>
    public static NumberLabel Significant(double value, int significant = 3)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(significant, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(significant, 15);
        if (double.IsNaN(value))
            return new("–");
        if (double.IsInfinity(value))
            return new(value > 0 ? "∞" : Minus + "∞");
        if (value == 0)
            return new("0");
        string[] parts = Math.Abs(value).ToString("E" + (significant - 1).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture).Split('E');
        int exponent = int.Parse(parts[1], CultureInfo.InvariantCulture);
        string sign = value < 0 ? Minus.ToString() : "";
        if (exponent is >= -4 and < 7)
            return new(Trimmed(Fixed(value, Math.Max(0, significant - 1 - exponent))));
        return new(sign + Trimmed(parts[0]) + "×10", Integer(exponent));
    }

    /// <summary>A power of ten: 1, 10, or 10 with an exponent.</summary>
    public static NumberLabel PowerOfTen(long exponent) => exponent switch
    {
        0 => new("1"),
        1 => new("10"),
        _ => new("10", Integer(exponent)),
    };

    /// <summary>An integer with the minus sign of mathematics and without commas.</summary>
    internal static string Integer(long value) =>
        value < 0 ? Minus + (-(decimal)value).ToString(CultureInfo.InvariantCulture) : value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A coordinate of SVG, to a tenth of a pixel.</summary>
    internal static string Px(double value)
    {
        double rounded = Math.Round(value, 1);
        return rounded == 0 ? "0" : rounded.ToString("0.#", CultureInfo.InvariantCulture);
    }

    private static string Trimmed(string digits) => digits.Contains('.', StringComparison.Ordinal) ? digits.TrimEnd('0').TrimEnd('.') : digits;
}
