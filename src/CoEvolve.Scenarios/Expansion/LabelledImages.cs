namespace CoEvolve.Scenarios;

/// <summary>Images as read from a file, grouped by caption in the order of the file.</summary>
/// <param name="Pixels">P.</param>
/// <param name="ByCaption">For each caption its images, n_k×P row-major; n_k ≥ 0.</param>
internal sealed record LabelledImages(int Pixels, IReadOnlyList<double[]> ByCaption);
