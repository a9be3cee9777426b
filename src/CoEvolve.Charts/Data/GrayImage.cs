namespace CoEvolve.Charts;

/// <summary>A small grayscale picture: 0 is paper, the maximum is ink.</summary>
/// <param name="Height">Rows, ≥ 1.</param>
/// <param name="Width">Columns, ≥ 1.</param>
/// <param name="Intensities">Row-major, Height·Width values. They are clamped to [0, <paramref name="Maximum"/>]; NaN counts as 0.</param>
/// <param name="Maximum">The intensity of full ink, &gt; 0: 16 for the shipped digits, 1 for probabilities.</param>
public sealed record GrayImage(int Height, int Width, IReadOnlyList<double> Intensities, double Maximum = 16);
