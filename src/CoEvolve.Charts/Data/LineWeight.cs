namespace CoEvolve.Charts;

/// <summary>How strongly a line is drawn.</summary>
public enum LineWeight
{
    /// <summary>The usual line.</summary>
    Normal,

    /// <summary>Thin and pale, for single replicates behind their mean.</summary>
    Faint,

    /// <summary>Thicker, for the one line that the chart is about.</summary>
    Strong,
}
