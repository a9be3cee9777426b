namespace CoEvolve.Charts;

/// <summary>Points that share a name, a colour and a marker.</summary>
/// <param name="Name">Entry in the legend.</param>
/// <param name="Points">The points; later ones are drawn over earlier ones.</param>
/// <param name="Colour"><see cref="LineSeries.Ink"/> or an index into the palette; the marker's shape follows from it.</param>
public sealed record ScatterSeries(string Name, IReadOnlyList<ScatterPoint> Points, int Colour = 0)
{
    /// <summary>Draws outlines instead of filled markers.</summary>
    public bool Hollow { get; init; }
}
