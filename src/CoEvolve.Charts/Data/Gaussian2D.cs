namespace CoEvolve.Charts;

/// <summary>
/// A Gaussian in the plane. Its covariance may be singular: then the ellipse is a line, or only the mean is left.
/// </summary>
/// <param name="Name">For example the caption.</param>
/// <param name="MeanX">Mean, first coordinate.</param>
/// <param name="MeanY">Mean, second coordinate.</param>
/// <param name="VarianceX">Variance of the first coordinate, ≥ 0.</param>
/// <param name="Covariance">Covariance of the two.</param>
/// <param name="VarianceY">Variance of the second coordinate, ≥ 0.</param>
/// <param name="Colour">Index into the palette.</param>
public sealed record Gaussian2D(string Name, double MeanX, double MeanY, double VarianceX, double Covariance, double VarianceY, int Colour)
{
    /// <summary>Drawn paler, for example because the text model has given the caption up.</summary>
    public bool Faded { get; init; }
}
