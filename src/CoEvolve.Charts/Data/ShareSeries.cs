namespace CoEvolve.Charts;

/// <summary>One layer of <see cref="StackedShares"/>.</summary>
/// <param name="Name">What it is called, for example a caption.</param>
/// <param name="Shares">One share for each x, each from 0 to 1; NaN leaves a gap in the whole stack.</param>
/// <param name="Colour">Index into the palette.</param>
public sealed record ShareSeries(string Name, IReadOnlyList<double> Shares, int Colour);
