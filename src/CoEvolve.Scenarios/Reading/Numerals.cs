using System.Globalization;

namespace CoEvolve.Scenarios;

/// <summary>How numbers are written: decimal, with a point, whatever the machine's language.</summary>
internal static class Numerals
{
    public static string Of(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    public static string Of(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>"1 image", "2 images".</summary>
    public static string Of(long count, string noun) => count == 1 ? "1 " + noun : $"{Of(count)} {noun}s";

    public static bool IsWhole(string text)
    {
        ReadOnlySpan<char> digits = text.AsSpan(text.Length > 0 && text[0] is '+' or '-' ? 1 : 0);
        return digits.Length > 0 && !digits.ContainsAnyExceptInRange('0', '9');
    }

    /// <summary>A finite number: digits, one point, an exponent; no blanks, no words such as NaN.</summary>
    public static bool TryParse(string text, out double value)
    {
        value = 0;
        return text.Length > 0 && text.All(c => char.IsAsciiDigit(c) || c is '+' or '-' or '.' or 'e' or 'E')
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value)
            && double.IsFinite(value);
    }
}
