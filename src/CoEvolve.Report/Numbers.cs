using System.Globalization;

namespace CoEvolve.Report;

/// <summary>Numbers as the report writes them: the same in every culture.</summary>
internal static class Numbers
{
    /// <summary>Stands where there is no number.</summary>
    public const string None = "–";

    private const int LeastDecimals = 3;
    private const int MostDecimals = 6;

    /// <summary>Three decimals, or two digits where that would show nothing.</summary>
    public static string Text(double? number) => number switch
    {
        null => None,
        0 => "0",
        { } x when Math.Abs(x) is >= 0.0005 and < 1e6 => x.ToString("0.000", CultureInfo.InvariantCulture).Replace('-', '−'),
        { } x => Scientific(x),
    };

    /// <summary>A probability: three decimals, or a power of ten.</summary>
    public static string Probability(double? number) => number is { } p && p is > 0 and < 0.0005 ? Scientific(p) : Text(number);

    /// <summary>An interval, with as many decimals as tell its ends apart.</summary>
    public static string Interval(double? lower, double? upper)
    {
        if (lower is not { } low || upper is not { } high)
            return None;
        double width = high - low;
        int decimals = width > 0 ? (int)Math.Clamp(1 - Math.Floor(Math.Log10(width)), LeastDecimals, MostDecimals) : LeastDecimals;
        return Math.Max(Math.Abs(low), Math.Abs(high)) is >= 0.0005 and < 1e6 ? $"{Fixed(low)} to {Fixed(high)}" : $"{Text(low)} to {Text(high)}";

        string Fixed(double x) => x.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture).Replace('-', '−');
    }

    /// <summary>A whole number with separators.</summary>
    public static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>"1 ecosystem", "240 ecosystems".</summary>
    public static string Count(long number, string noun) => Count(number) + " " + (number == 1 ? noun : noun + "s");

    /// <summary>A moment in UTC.</summary>
    public static string Time(DateTimeOffset? time) => time is { } t ? t.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture) : "not yet";

    /// <summary>A sentence from a phrase.</summary>
    public static string CapitaliseFirst(this string text) => text.Length == 0 ? text : string.Concat(text[..1].ToUpperInvariant(), text.AsSpan(1));

    private static string Scientific(double x) => x.ToString("0.0e0", CultureInfo.InvariantCulture).Replace('-', '−');
}
