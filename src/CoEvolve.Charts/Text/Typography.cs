namespace CoEvolve.Charts;

/// <summary>Sizes that layouts and the stylesheet share, px at natural size.</summary>
internal static class Typography
{
    /// <summary>Of every text in a chart but superscripts. The stylesheet says the same.</summary>
    public const double Size = 12;

    /// <summary>From one line to the next.</summary>
    public const double Line = 15;

    /// <summary>From the middle of the small letters down to the baseline: centres a text on a point.</summary>
    public const double HalfHeight = 4.2;
}
