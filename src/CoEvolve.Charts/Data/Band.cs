namespace CoEvolve.Charts;

/// <summary>A shaded region between two curves, for example a 99% interval; it belongs to a <see cref="LineSeries"/>.</summary>
/// <param name="Lower">
/// Lower limits, one for each x of the series, in the axis's units. On a logarithmic axis a limit of 0 or below reaches down
/// to the edge of the plot.
/// </param>
/// <param name="Upper">Upper limits, as many. The band is interrupted where a limit is NaN.</param>
/// <param name="Name">Entry in the legend, or null for none.</param>
public sealed record Band(IReadOnlyList<double> Lower, IReadOnlyList<double> Upper, string? Name = null);
