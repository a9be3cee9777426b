using System.Globalization;
using System.Text.RegularExpressions;

namespace CoEvolve.Charts.Tests;

/// <summary>The stylesheet's colours as numbers.</summary>
internal static partial class Stylesheet
{
    [GeneratedRegex(@"(--cc-[a-z0-9-]+):\s*(#[0-9a-f]{6}|[0-9.]+)\s*;", RegexOptions.CultureInvariant)]
    private static partial Regex Variable { get; }

    [GeneratedRegex(@"\.cc-([hd])(\d+) \{ fill: (#[0-9a-f]{6}); \}", RegexOptions.CultureInvariant)]
    private static partial Regex RampStep { get; }

    /// <summary>Variables in the light or in the dark; later rules win, as in a browser.</summary>
    public static IReadOnlyDictionary<string, string> Variables(bool dark)
    {
        var variables = new Dictionary<string, string>();
        foreach (string block in Blocks(dark))
        {
            foreach (Match match in Variable.Matches(block))
                variables[match.Groups[1].Value] = match.Groups[2].Value;
        }

        return variables;
    }

    /// <summary>The 21 colours of a ramp, "h" or "d".</summary>
    public static IReadOnlyList<string> Ramp(string letter, bool dark)
    {
        var colours = new string[21];
        foreach (string block in Blocks(dark))
        {
            foreach (Match match in RampStep.Matches(block).Where(m => m.Groups[1].Value == letter))
                colours[int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture)] = match.Groups[3].Value;
        }

        return colours;
    }

    /// <summary>Red, green and blue, linear light.</summary>
    public static double[] Linear(string hex) =>
        [.. Encoded(hex).Select(Decoded)];

    /// <summary>Contrast ratio of WCAG 2.2.</summary>
    public static double Contrast(double[] a, double[] b)
    {
        double x = Luminance(a), y = Luminance(b);
        return (Math.Max(x, y) + 0.05) / (Math.Min(x, y) + 0.05);
    }

    /// <summary>A colour over another, as the browser mixes them: in encoded values.</summary>
    public static double[] Over(string top, string bottom, double opacity) =>
        [.. Encoded(top).Zip(Encoded(bottom), (t, b) => Decoded(opacity * t + (1 - opacity) * b))];

    private static IEnumerable<double> Encoded(string hex) => Enumerable.Range(0, 3).Select(i => Convert.ToInt32(hex.Substring(1 + 2 * i, 2), 16) / 255.0);

    private static double Decoded(double c) => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);

    private static double Luminance(double[] c) => 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2];

    // The text outside of media queries for dark screens, and inside of them.
    private static IEnumerable<string> Blocks(bool dark)
    {
        const string Query = "@media screen and (prefers-color-scheme: dark) {";
        string light = "", darkText = "", css = ChartStyles.Css;
        int at = 0;
        for (int start; (start = css.IndexOf(Query, at, StringComparison.Ordinal)) >= 0;)
        {
            light += css[at..start];
            int depth = 1, end = start + Query.Length;
            for (; depth > 0; end++)
                depth += css[end] == '{' ? 1 : css[end] == '}' ? -1 : 0;
            darkText += css[(start + Query.Length)..(end - 1)];
            at = end;
        }

        light += css[at..];
        return dark ? [light, darkText] : [light];
    }
}
