namespace CoEvolve.Charts;

/// <summary>Values over two parameters.</summary>
/// <param name="X">Horizontal parameter, strictly increasing, length C ≥ 1.</param>
/// <param name="Y">Vertical parameter, strictly increasing, length R ≥ 1; the first is at the bottom.</param>
/// <param name="Values">Row-major R×C: the value at (X[c], Y[r]) is at r·C + c. NaN where there is none.</param>
public sealed record Grid(IReadOnlyList<double> X, IReadOnlyList<double> Y, IReadOnlyList<double> Values);
