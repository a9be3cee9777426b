namespace CoEvolve.Charts;

/// <summary>How a line is drawn. The report keeps solid for what was measured and dashed for what was predicted.</summary>
public enum LineStyle
{
    /// <summary>Without gaps.</summary>
    Solid,

    /// <summary>Dashes.</summary>
    Dashed,

    /// <summary>Dots.</summary>
    Dotted,
}
