namespace CoEvolve.Charts;

/// <summary>How a <see cref="HeatMap"/> turns values into colours. Both ramps have steps of equal perceived lightness.</summary>
public enum ColourRamp
{
    /// <summary>From near the background to far from it, as values rise.</summary>
    Sequential,

    /// <summary>Two hues that meet at the middle of the range, for differences; make the range symmetric about 0.</summary>
    Diverging,
}
