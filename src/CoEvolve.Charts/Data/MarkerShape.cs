namespace CoEvolve.Charts;

/// <summary>Shape of a marker. Index i of the palette has shape i modulo 6.</summary>
public enum MarkerShape
{
    /// <summary>Disc.</summary>
    Circle,

    /// <summary>Square on its side.</summary>
    Square,

    /// <summary>Triangle pointing up.</summary>
    Triangle,

    /// <summary>Square on its corner.</summary>
    Diamond,

    /// <summary>Triangle pointing down.</summary>
    InvertedTriangle,

    /// <summary>Greek cross.</summary>
    Plus,
}
