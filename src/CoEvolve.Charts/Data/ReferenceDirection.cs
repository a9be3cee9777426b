namespace CoEvolve.Charts;

/// <summary>Which way a <see cref="ReferenceLine"/> runs.</summary>
public enum ReferenceDirection
{
    /// <summary>At one y.</summary>
    Horizontal,

    /// <summary>At one x.</summary>
    Vertical,
}
