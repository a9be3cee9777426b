namespace CoEvolve.Charts;

/// <summary>
/// One Gaussian, ready to be written: centre and slope, and the radii of its ellipses from inside outwards. Without any, only
/// the mean is left.
/// </summary>
internal sealed record EllipseMark(string Name, int Colour, bool Faded, Pixel Centre, double Degrees, IReadOnlyList<Pixel> Radii);
