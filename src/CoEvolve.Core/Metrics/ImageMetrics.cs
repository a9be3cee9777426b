namespace CoEvolve.Core;

/// <summary>How diverse and how faithful one image model is at one generation; means are weighted by the captions' shares.</summary>
/// <param name="Diversity">Σ share_k D_k with D_k = tr Σ_k / tr Σ₀,k: 1 at the start, 0 when every image of a caption is the same.</param>
/// <param name="FidelityError">Σ share_k F_k with F_k = ‖μ_k − μ₀,k‖² / tr Σ₀,k.</param>
/// <param name="LogDet">Mean of ln det Σ_k over the captions that have one, weights renormalised; NULL if none has.</param>
/// <param name="WithinVariance">Σ share_k tr Σ_k: variance of the mixture within captions.</param>
/// <param name="BetweenVariance">Σ share_k ‖μ_k − μ̄‖², μ̄ the mixture's mean: variance between captions.</param>
/// <param name="FrechetDistance">Σ share_k times the squared Fréchet distance of caption k's Gaussian from its initial one.</param>
/// <param name="MatthewIndex">Spearman correlation of share_k and D_k over captions alive; NULL under 3 alive or with a constant side.</param>
public readonly record struct ImageMetrics(
    double Diversity,
    double FidelityError,
    double? LogDet,
    double WithinVariance,
    double BetweenVariance,
    double FrechetDistance,
    double? MatthewIndex);
