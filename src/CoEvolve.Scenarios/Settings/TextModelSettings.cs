using CoEvolve.Core;

namespace CoEvolve.Scenarios;

/// <summary>The text model's settings. Immutable.</summary>
/// <param name="CaptionsPerGeneration">N, 1 or more.</param>
/// <param name="Reader">How it turns images into captions.</param>
/// <param name="PerceptionNoise">τ, 0 to <see cref="ScenarioLimits.MostLength"/>.</param>
/// <param name="LearningRate">η in (0, 1].</param>
/// <param name="Frozen">If so, it writes captions and never learns.</param>
public sealed record TextModelSettings(int CaptionsPerGeneration, ReaderKind Reader, double PerceptionNoise, double LearningRate, bool Frozen);
