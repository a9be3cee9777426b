using CoEvolve.Actors;
using CoEvolve.Core;

namespace CoEvolve.Scenarios;

/// <summary>The image model's settings. Immutable.</summary>
/// <param name="Covariance">By what the scatter of a pool is divided.</param>
/// <param name="LearningRate">η in (0, 1].</param>
/// <param name="Frozen">If so, it makes images and never learns.</param>
/// <param name="Images">How its images come about.</param>
public sealed record ImageModelSettings(CovarianceEstimator Covariance, double LearningRate, bool Frozen, ImageSampling Images);
