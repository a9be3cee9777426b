namespace CoEvolve.Core;

/// <summary>By what an image model divides the scatter of a pool of n̄ images.</summary>
public enum CovarianceEstimator
{
    /// <summary>By n̄: the maximum-likelihood estimate. Each retraining shrinks the covariance by 1 − 1/n̄ in the mean.</summary>
    MaximumLikelihood,

    /// <summary>By n̄ − 1: unbiased in the mean; almost every path still collapses.</summary>
    Unbiased,
}
