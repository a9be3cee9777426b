namespace CoEvolve.Scenarios;

/// <summary>μ₀ and Σ₀ fitted to real images, caption by caption.</summary>
/// <param name="Data">Path of the images: CSV, or CSV compressed by gzip; pixels, then a label.</param>
/// <param name="PrincipalComponents">How many principal components to keep; null keeps the pixels.</param>
/// <param name="HeldOut">The share of images per caption that is not fitted, in [0, 1).</param>
public sealed record FittedImages(string Data, int? PrincipalComponents, double HeldOut) : ImageSpaceSettings;
