namespace CoEvolve.Findings;

/// <summary>In what sense a <see cref="Prediction"/> foretells the mean over replicates.</summary>
public enum PredictionKind
{
    /// <summary>It is the expectation.</summary>
    Exact,

    /// <summary>The expectation is not below it.</summary>
    LowerBound,

    /// <summary>The expectation is not above it.</summary>
    UpperBound,

    /// <summary>The expectation comes to it in the long run.</summary>
    Stationary,

    /// <summary>The expectation is near it: a formula was used whose conditions hold only nearly.</summary>
    Approximate,
}
