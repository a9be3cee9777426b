using CoEvolve.Actors;

namespace CoEvolve.Findings;

/// <summary>The law that users' images of one caption are taken to come from, in units of tr Σ₀.</summary>
/// <param name="Variance">tr Σ* / tr Σ₀.</param>
/// <param name="Offset">‖μ* − μ₀‖² / tr Σ₀.</param>
/// <param name="IsApproximate">Whether they are draws from a pool without replacement, not independent ones.</param>
internal readonly record struct UserTarget(double Variance, double Offset, bool IsApproximate)
{
    /// <summary>The caption's initial Gaussian, or mean and covariance (divided by the number of images) of its pool.</summary>
    public static UserTarget Of(EcosystemSpec spec, int caption)
    {
        UserContentSpec users = spec.ImageModels[0].Users;
        if (users.ImagesPerCaption == 0 || users.Pool is not { } pool)
            return new UserTarget(1, 0, IsApproximate: false);
        double variance = 0, offset = 0;
        for (int i = 0; i < pool.Count(caption); i++)
        {
            foreach (double x in pool.Displacement(caption, i))
                variance += x * x;
        }

        ReadOnlySpan<double> initial = spec.InitialImages.Gaussians.Mean(caption);
        for (int a = 0; a < spec.Dimension; a++)
        {
            double apart = pool.Means[(caption * spec.Dimension) + a] - initial[a];
            offset += apart * apart;
        }

        double trace = spec.InitialTraces[caption];
        return new UserTarget(variance / pool.Count(caption) / trace, offset / trace, IsApproximate: true);
    }
}
