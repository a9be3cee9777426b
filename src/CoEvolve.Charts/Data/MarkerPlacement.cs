namespace CoEvolve.Charts;

/// <summary>Which points of a line get a marker. Its shape follows from the colour index, so it helps where colours do not.</summary>
public enum MarkerPlacement
{
    /// <summary>None.</summary>
    None,

    /// <summary>Some, about 60 px apart and staggered between series, to tell lines apart.</summary>
    Sparse,

    /// <summary>Every point, as long as they are 7 px apart.</summary>
    Every,
}
