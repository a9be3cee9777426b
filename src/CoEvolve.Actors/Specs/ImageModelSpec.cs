using CoEvolve.Core;

namespace CoEvolve.Actors;

/// <summary>One image model: how it learns, and what users feed it. Immutable.</summary>
public sealed class ImageModelSpec
{
    /// <summary>Checks and keeps the parts.</summary>
    /// <param name="name">Not empty; unique in the ecosystem.</param>
    /// <param name="covariance">By what the scatter of a pool is divided.</param>
    /// <param name="learningRate">η in (0, 1].</param>
    /// <param name="frozen">If so, it makes images and never learns.</param>
    /// <param name="users">What users add to its training set.</param>
    /// <param name="sampling">How its images come about.</param>
    public ImageModelSpec(
        string name,
        CovarianceEstimator covariance,
        double learningRate,
        bool frozen,
        UserContentSpec users,
        ImageSampling sampling = ImageSampling.Automatic)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(users);
        Name = name;
        Covariance = covariance;
        LearningRate = Preconditions.LearningRate(learningRate);
        Frozen = frozen;
        Users = users;
        Sampling = sampling;
    }

    /// <summary>Unique in the ecosystem.</summary>
    public string Name { get; }

    /// <summary>By what the scatter of a pool is divided.</summary>
    public CovarianceEstimator Covariance { get; }

    /// <summary>η in (0, 1].</summary>
    public double LearningRate { get; }

    /// <summary>If so, it makes images and never learns.</summary>
    public bool Frozen { get; }

    /// <summary>What users add to its training set.</summary>
    public UserContentSpec Users { get; }

    /// <summary>How its images come about.</summary>
    public ImageSampling Sampling { get; }

    /// <summary>What commands may change of it.</summary>
    internal ImageRates Rates => new(LearningRate, Frozen, Users.ImagesPerCaption);

    /// <summary>The same model with other rates.</summary>
    internal ImageModelSpec With(ImageRates rates) => rates == Rates
        ? this
        : new(Name, Covariance, rates.LearningRate, rates.Frozen, new UserContentSpec(rates.UserImages, Users.Pool), Sampling);
}
