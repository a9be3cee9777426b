namespace CoEvolve.Charts;

/// <summary>Estimates how wide a text is, because the server that renders it has no fonts to ask.</summary>
/// <remarks>
/// The stylesheet asks for fonts with the metrics of Helvetica (Helvetica Neue, Arial, Liberation Sans). The table has their
/// advance widths; 5% on top cover Roboto, Segoe UI and kerning. Layouts leave gaps that also bear a wider fallback font.
/// </remarks>
public static class TextWidth
{
    private const double Reserve = 1.05;

    /// <summary>Superscripts are set at this fraction of the size of their line, as the stylesheet has it.</summary>
    internal const double SuperscriptSize = 0.8;

    private const double BoldExtra = 1.07;

    // Thousandths of an em for U+0020 to U+007E.
    private static readonly short[] Ascii =
    [
        278, 278, 355, 556, 556, 889, 667, 222, 333, 333, 389, 584, 278, 333, 278, 278,
        556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
        1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
        667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
        333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
        556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
    ];

    /// <summary>Estimated width.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="size">Font size in px.</param>
    /// <param name="bold">Semi-bold or bold.</param>
    /// <returns>px, rather too much than too little.</returns>
    public static double Of(string text, double size, bool bold = false)
    {
        ArgumentNullException.ThrowIfNull(text);
        double sum = 0;
        foreach (var rune in text.EnumerateRunes())
            sum += Thousandths(rune.Value);
        return sum / 1000 * size * Reserve * (bold ? BoldExtra : 1);
    }

    /// <summary>Estimated width of a number with its exponent.</summary>
    /// <returns>px.</returns>
    public static double Of(NumberLabel label, double size) => Of(label.Text, size) + Of(label.Exponent, size * SuperscriptSize);

    private static int Thousandths(int code) => code switch
    {
        >= 0x20 and <= 0x7E => Ascii[code - 0x20],
        0x2212 or 0xD7 or 0xB1 or 0x2248 or 0x2264 or 0x2265 => 584,
        0x2009 or 0x200A => 200,
        0xB7 or 0x2032 or 0xB9 or 0xB2 or 0xB3 or (>= 0x2070 and <= 0x208E) => 360,
        >= 0x300 and <= 0x36F => 0,
        0x2014 or 0x2026 => 1000,
        >= 0xC0 and <= 0x24F => char.IsUpper((char)code) ? 740 : 570,
        >= 0x370 and <= 0x4FF => char.IsUpper((char)code) ? 760 : 600,
        >= 0x1100 and < 0xD800 => code is >= 0x1E00 and <= 0x2BFF ? 750 : 1000,
        >= 0xF900 => code >= 0x1F000 ? 1350 : 1000,
        _ => 650,
    };
}
