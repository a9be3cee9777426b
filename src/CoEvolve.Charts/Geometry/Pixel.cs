namespace CoEvolve.Charts;

/// <summary>A position in px, y downwards.</summary>
internal readonly record struct Pixel(double X, double Y);
