namespace CoEvolve.Charts;

/// <summary>One moment of an <see cref="EllipsePlot"/>.</summary>
/// <param name="Title">For example "generation 10".</param>
/// <param name="Gaussians">The Gaussians of that moment.</param>
public sealed record EllipseFrame(string Title, IReadOnlyList<Gaussian2D> Gaussians);
