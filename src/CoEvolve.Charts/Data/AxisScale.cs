namespace CoEvolve.Charts;

/// <summary>How an axis turns values into positions.</summary>
public enum AxisScale
{
    /// <summary>Equal differences have equal lengths.</summary>
    Linear,

    /// <summary>Equal ratios have equal lengths; values of 0 and below cannot be shown. Base 10.</summary>
    Log,

    /// <summary>
    /// As <see cref="Log"/>, but the data are base-10 logarithms already, and labels show the powers: for quantities that
    /// leave the range of double, such as a determinant of 1e-4000.
    /// </summary>
    Exponent,

    /// <summary>Values of a sweep side by side, equally wide in their order, however uneven the steps. For heat maps.</summary>
    Categorical,
}
