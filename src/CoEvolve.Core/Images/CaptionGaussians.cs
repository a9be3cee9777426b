namespace CoEvolve.Core;

/// <summary>
/// One Gaussian a caption, in square-root form: caption k has mean μ_k and covariance Σ_k = A_k A_kᵀ with A_k lower
/// triangular. Mutable storage without any policy; the owner decides who may write.
/// </summary>
/// <remarks>
/// The square root keeps its relative precision down to entries of 1e-150 (Σ of 1e-300), where the sum Σ + μμᵀ would
/// have lost every digit. A_k may be singular, even zero. Not thread-safe.
/// </remarks>
public sealed class CaptionGaussians
{
    /// <summary>
    /// The largest coordinate, of a mean, a factor or a user image, that an ecosystem may start from or be fed with, and the
    /// largest τ: so that squares of what becomes of them stay finite. Not checked here.
    /// </summary>
    public const double MostSize = 1e50;

    /// <summary>Makes K Gaussians whose means and factors are all zero.</summary>
    /// <param name="captions">K, 1 or more.</param>
    /// <param name="dimension">d, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">K or d is less than 1.</exception>
    public CaptionGaussians(int captions, int dimension)
        : this(captions, dimension, new double[captions * dimension], new double[captions * dimension * dimension])
    {
    }

    /// <summary>Wraps the given arrays, which are not copied.</summary>
    /// <param name="captions">K, 1 or more.</param>
    /// <param name="dimension">d, 1 or more.</param>
    /// <param name="means">K×d, row-major.</param>
    /// <param name="factors">K×d×d, each factor row-major and lower triangular: what stands above the diagonal must be 0.</param>
    /// <exception cref="ArgumentException">A length is wrong or an element is not finite.</exception>
    public CaptionGaussians(int captions, int dimension, double[] means, double[] factors)
    {
        Captions = Preconditions.InRange(captions, 1, int.MaxValue);
        Dimension = Preconditions.InRange(dimension, 1, int.MaxValue);
        Means = Preconditions.AllFinite(means);
        Factors = Preconditions.AllFinite(factors);
        Preconditions.Require(means.Length == captions * dimension, $"Length is {means.Length}; allowed is K·d = {captions * dimension}.", nameof(means));
        Preconditions.Require(factors.Length == captions * dimension * dimension, $"Length is {factors.Length}; allowed is K·d² = {captions * dimension * dimension}.", nameof(factors));
    }

    /// <summary>K, the number of captions.</summary>
    public int Captions { get; }

    /// <summary>d, the dimension of the image space.</summary>
    public int Dimension { get; }

    /// <summary>All means, K×d, row-major.</summary>
    public double[] Means { get; }

    /// <summary>All factors, K×d×d; each row-major and lower triangular.</summary>
    public double[] Factors { get; }

    /// <summary>The Gaussians N(μ_k, I) around the given means (K×d, row-major, copied).</summary>
    public static CaptionGaussians WithUnitCovariance(int captions, int dimension, ReadOnlySpan<double> means)
    {
        var result = new CaptionGaussians(captions, dimension);
        means.CopyTo(result.Means);
        for (int k = 0; k < captions; k++)
        {
            Span<double> factor = result.Factor(k);
            for (int i = 0; i < dimension; i++)
                factor[(i * dimension) + i] = 1;
        }

        return result;
    }

    /// <summary>μ_k, length d.</summary>
    public Span<double> Mean(int caption) => Means.AsSpan(caption * Dimension, Dimension);

    /// <summary>A_k, d×d row-major, lower triangular.</summary>
    public Span<double> Factor(int caption) => Factors.AsSpan(caption * Dimension * Dimension, Dimension * Dimension);

    /// <summary>tr Σ_k = ‖A_k‖² (Frobenius).</summary>
    /// <remarks>O(d²), in eight fixed lanes.</remarks>
    public double Trace(int caption) => SquaredNorm.Of(Factor(caption));

    /// <summary>Copies means and factors to <paramref name="other"/>, which has the same shape.</summary>
    public void CopyTo(CaptionGaussians other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Means.AsSpan().CopyTo(other.Means);
        Factors.AsSpan().CopyTo(other.Factors);
    }
}
