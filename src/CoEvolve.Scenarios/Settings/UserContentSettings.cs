namespace CoEvolve.Scenarios;

/// <summary>What users add to the image model's training. Immutable.</summary>
/// <param name="ImagesPerCaption">U, images per caption and generation, 0 or more.</param>
/// <param name="Source">Where they come from.</param>
public sealed record UserContentSettings(int ImagesPerCaption, UserContentSource Source);
