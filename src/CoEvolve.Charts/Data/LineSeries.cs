namespace CoEvolve.Charts;

/// <summary>One line of a <see cref="LineChart"/>.</summary>
/// <param name="Name">What it is called in the legend or at its end.</param>
/// <param name="X">Horizontal values in the order in which they are joined.</param>
/// <param name="Y">
/// Vertical values, as many. NaN, infinities, and values of 0 or below on a logarithmic axis break the line; a value that
/// stands alone is drawn as a dot.
/// </param>
/// <remarks>Immutable as long as the lists are not changed. Lines of any length are thinned to what the pixels can show.</remarks>
public sealed record LineSeries(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y)
{
    /// <summary>Colour index that stands for the colour of text, for predictions over coloured measurements.</summary>
    public const int Ink = -1;

    /// <summary><see cref="Ink"/>, or an index into the palette: 0 and up; beyond <see cref="Palette.Count"/> it starts again.</summary>
    public int Colour { get; init; }

    /// <summary>Solid, dashed or dotted. Dashed and dotted lines are drawn over solid ones.</summary>
    public LineStyle Style { get; init; }

    /// <summary>Normal, faint or strong.</summary>
    public LineWeight Weight { get; init; }

    /// <summary>Which points get a marker.</summary>
    public MarkerPlacement Markers { get; init; }

    /// <summary>False leaves the line itself out, for markers alone.</summary>
    public bool ShowLine { get; init; } = true;

    /// <summary>Shaded region around the line, or null.</summary>
    public Band? Band { get; init; }

    /// <summary>
    /// False leaves the line without a label. Series of the same name, colour, style and markers share one entry of the
    /// legend anyway.
    /// </summary>
    public bool ShowInLegend { get; init; } = true;
}
