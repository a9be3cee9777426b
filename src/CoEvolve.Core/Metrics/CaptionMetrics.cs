namespace CoEvolve.Core;

/// <summary>One caption in one image model at one generation.</summary>
/// <param name="Share">The caption's share among the prompts that the model gets; with one text model, p_k.</param>
/// <param name="Diversity">D_k = tr Σ_k / tr Σ₀,k.</param>
/// <param name="LogDet">ln det Σ_k; NULL unless the last accepted pool had d + 1 images or more and Σ_k is regular.</param>
/// <param name="FidelityError">F_k = ‖μ_k − μ₀,k‖² / tr Σ₀,k.</param>
public readonly record struct CaptionMetrics(double Share, double Diversity, double? LogDet, double FidelityError);
