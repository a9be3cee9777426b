namespace CoEvolve.Core;

/// <summary>What the parts of one training have in common.</summary>
internal readonly record struct TrainingOrder
{
    /// <summary>The model that made the images, or would have made them.</summary>
    public ImageModelState Current { get; init; }

    /// <summary>The model that is trained; starts equal to <see cref="Current"/>.</summary>
    public ImageModelState Next { get; init; }

    /// <summary>User images.</summary>
    public UserImageBatch Users { get; init; }

    /// <summary>By what the scatter is divided.</summary>
    public CovarianceEstimator Estimator { get; init; }

    /// <summary>η in (0, 1].</summary>
    public double LearningRate { get; init; }

    /// <summary>Whether nothing but own images counts: there are no users, and η = 1 keeps nothing of the current model.</summary>
    public bool OwnImagesAlone { get; init; }

    /// <summary>Parts in all.</summary>
    public int Parts { get; init; }
}
