namespace CoEvolve.Charts;

/// <summary>Outlines of markers around (0, 0), as path data that start with a relative move; all have about the same area.</summary>
internal static class MarkerPaths
{
    private static readonly string[] Outlines =
    [
        "m-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0z",
        "m-3.1-3.1h6.2v6.2h-6.2z",
        "m0-4.4l4.2 7.2h-8.4z",
        "m0-4.5l4.5 4.5l-4.5 4.5l-4.5-4.5z",
        "m0 4.4l4.2-7.2h-8.4z",
        "m-1.4-4.2h2.8v2.8h2.8v2.8h-2.8v2.8h-2.8v-2.8h-2.8v-2.8h2.8z",
    ];

    /// <summary>Half the size of the largest marker, px.</summary>
    public const double Radius = 4.5;

    public static string Outline(MarkerShape shape) => Outlines[(int)shape];

    /// <summary>The outline at a place.</summary>
    public static string At(MarkerShape shape, Pixel p) => string.Concat("M", Numbers.Px(p.X), " ", Numbers.Px(p.Y), Outlines[(int)shape]);
}
