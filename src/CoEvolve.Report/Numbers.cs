using System.Globalization;

namespace CoEvolve.Report;

/// <summary>Numbers as the report writes them: the same in every culture.</summary>
internal static class Numbers
{
    /// <summary>Stands where there is no number.</summary>
    public const string None = "–";

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

    /// <summary>A whole number with separators.</summary>
    public static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>"1 ecosystem", "240 ecosystems".</summary>
    public static string Count(long number, string noun) => Count(number) + " " + (number == 1 ? noun : noun + "s");

    /// <summary>As short as it reads back.</summary>
    public static string Plain(double number) => number.ToString("R", CultureInfo.InvariantCulture).Replace('-', '−');

    /// <summary>A moment in UTC.</summary>
    public static string Time(DateTimeOffset? time) => time is { } t ? t.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture) : "not yet";

    private static string Scientific(double x) => x.ToString("0.0e0", CultureInfo.InvariantCulture).Replace('-', '−');
}
