namespace CoEvolve.Store;

/// <summary>A caption of an image model at a generation, in one ecosystem.</summary>
/// <param name="Model">The image model's name.</param>
/// <param name="Generation">The generation.</param>
/// <param name="Caption">The caption's rank in the vocabulary, from 0.</param>
/// <param name="Word">The caption.</param>
/// <param name="Share">Its share among the prompts.</param>
/// <param name="Diversity">Of its images, relative to the start.</param>
public sealed record CaptionEntry(string Model, int Generation, int Caption, string Word, double Share, double Diversity);
