namespace CoEvolve.Findings;

/// <summary>What replicates kept in the last fifth of their generations.</summary>
/// <param name="TextDiversity">Gini–Simpson diversity of the text.</param>
/// <param name="WorstCaption">Index of the caption whose images kept least diversity in the mean.</param>
/// <param name="ImageDiversity">Diversity of that caption's images. A least of means: with few replicates it is a little low.</param>
/// <param name="FidelityError">Fidelity error of that caption's images.</param>
public sealed record StationaryMeasurement(Estimate TextDiversity, int WorstCaption, Estimate ImageDiversity, Estimate FidelityError);
