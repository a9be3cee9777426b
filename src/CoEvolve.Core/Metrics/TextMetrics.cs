namespace CoEvolve.Core;

/// <summary>How diverse one text model is at one generation (docs/model.md, "What is measured").</summary>
/// <param name="GiniSimpson">G = 1 − Σ p_k²: the chance that two captions differ; in [0, 1 − 1/K].</param>
/// <param name="Entropy">−Σ p_k ln p_k, in nats.</param>
/// <param name="EffectiveCaptions">exp(entropy), in [1, K].</param>
/// <param name="CaptionsAlive">Captions with p_k > 1/(2N).</param>
/// <param name="TotalVariation">½ Σ |p_k − p₀,k|, in [0, 1].</param>
/// <param name="ReaderResolution">
/// ρ̂ of the step that starts at this generation: how well the images tell captions apart, an unbiased estimate that may
/// leave [0, 1]. NULL for a model that read nothing, in the last generation, and where G &lt; 1e-12.
/// </param>
public readonly record struct TextMetrics(
    double GiniSimpson,
    double Entropy,
    double EffectiveCaptions,
    int CaptionsAlive,
    double TotalVariation,
    double? ReaderResolution);
