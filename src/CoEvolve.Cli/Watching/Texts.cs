using System.Globalization;

namespace CoEvolve.Cli;

/// <summary>Stored values as a terminal may show them.</summary>
internal static class Texts
{
    /// <summary>A text in one line: what came from outside may hold line breaks, or characters that a terminal obeys.</summary>
    public static string Line(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));

    /// <summary>A text in its lines, without other characters that a terminal obeys.</summary>
    public static string Lines(string text) => string.Concat(text.Select(c => char.IsControl(c) && c != '\n' ? ' ' : c));

    /// <summary>The beginning of a text, in one line.</summary>
    public static string Short(string text, int most) => Line(text.Length <= most ? text : text[..(most - 1)] + "…");

    /// <summary>To the second, UTC.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("u", CultureInfo.InvariantCulture);

    /// <summary>"1,200 of 3,400".</summary>
    public static string Share(long part, long whole) => string.Create(CultureInfo.InvariantCulture, $"{part:N0} of {whole:N0}");
}
