using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace CoEvolve.Core;

/// <summary>
/// The directions in which images vary most, as a map between pixels and a latent space of fewer dimensions: x = C (y − m),
/// y ≈ m + Cᵀx, with the rows of C orthonormal and ordered by falling variance. Immutable and thread-safe.
/// </summary>
/// <remarks>
/// Fitted once and then stored with the results, never fitted again: the decomposition is a library's, and its last bits
/// may depend on the platform.
/// </remarks>
public sealed class PrincipalComponents
{
    private readonly double[] _mean;
    private readonly double[] _directions;
    private readonly double[] _variances;

    /// <summary>Wraps the given parts, which are not copied.</summary>
    /// <param name="mean">m, length P.</param>
    /// <param name="directions">C, components×P row-major; rows orthonormal.</param>
    /// <param name="variances">Variance of the fitted images along each component, each ≥ 0.</param>
    /// <exception cref="ArgumentException">A length does not fit or a value is not finite.</exception>
    public PrincipalComponents(double[] mean, double[] directions, double[] variances)
    {
        _mean = Preconditions.AllFinite(mean);
        _directions = Preconditions.AllFinite(directions);
        _variances = Preconditions.AllFinite(variances);
        Preconditions.Require(mean.Length >= 1 && variances.Length >= 1, "There must be one pixel and one component at least.", nameof(mean));
        Preconditions.Require(directions.Length == mean.Length * variances.Length, $"Length is {directions.Length}; allowed is components·pixels = {mean.Length * variances.Length}.", nameof(directions));
    }

    /// <summary>P, the number of pixels of an image.</summary>
    public int Pixels => _mean.Length;

    /// <summary>The number of components: the dimension of the latent space.</summary>
    public int Count => _variances.Length;

    /// <summary>m, the mean image, length P.</summary>
    public ReadOnlySpan<double> Mean => _mean;

    /// <summary>C, components×P row-major.</summary>
    public ReadOnlySpan<double> Directions => _directions;

    /// <summary>Variance of the fitted images along each component, falling.</summary>
    public ReadOnlySpan<double> Variances => _variances;

    /// <summary>Fits the components to images: centred, by singular values; the largest entry of each direction is positive.</summary>
    /// <param name="images">n×P row-major, n ≥ 2, finite; not changed.</param>
    /// <param name="pixels">P, 1 or more.</param>
    /// <param name="components">How many to keep, 1 to P.</param>
    /// <exception cref="ArgumentException">A shape or value is out of range, or the decomposition does not converge.</exception>
    /// <remarks>O(n·P² + P³). Draws no random numbers.</remarks>
    public static PrincipalComponents Fit(double[] images, int pixels, int components)
    {
        Preconditions.AllFinite(images);
        Preconditions.InRange(pixels, 1, int.MaxValue);
        Preconditions.InRange(components, 1, pixels);
        Preconditions.Require(images.Length % pixels == 0 && images.Length >= 2 * pixels, $"Length is {images.Length}; allowed is n·P with n ≥ 2, P = {pixels}.", nameof(images));
        int count = images.Length / pixels;
        double[] mean = MaximumLikelihoodGaussian.MeanOf(images, pixels);
        var centred = new double[images.Length];
        for (int i = 0; i < images.Length; i++)
            centred[i] = images[i] - mean[i % pixels];

        // X = QR has the right singular vectors of R, which is only P×P.
        Matrix<double> triangle = Matrix<double>.Build.DenseOfRowMajor(pixels, pixels, TriangularFactor.Of(centred, pixels));
        Svd<double> decomposition = Decompose(triangle);
        var directions = new double[components * pixels];
        var variances = new double[components];
        for (int c = 0; c < components; c++)
        {
            variances[c] = decomposition.S[c] * decomposition.S[c] / count;
            Span<double> direction = directions.AsSpan(c * pixels, pixels);
            for (int p = 0; p < pixels; p++)
                direction[p] = decomposition.VT[c, p];
            FixSign(direction);
        }

        return new PrincipalComponents(mean, directions, variances);
    }

    /// <summary>x = C (y − m).</summary>
    /// <param name="image">y, length P.</param>
    /// <param name="latent">x, length <see cref="Count"/>; written.</param>
    public void Encode(ReadOnlySpan<double> image, Span<double> latent)
    {
        Preconditions.Require(image.Length == Pixels && latent.Length == Count, $"Lengths are {image.Length} and {latent.Length}; allowed are {Pixels} and {Count}.", nameof(image));
        for (int c = 0; c < latent.Length; c++)
        {
            double sum = 0;
            for (int p = 0; p < image.Length; p++)
                sum = Math.FusedMultiplyAdd(_directions[(c * Pixels) + p], image[p] - _mean[p], sum);
            latent[c] = sum;
        }
    }

    /// <summary>y = m + Cᵀx: the picture of a latent point.</summary>
    /// <param name="latent">x, length <see cref="Count"/>.</param>
    /// <param name="image">y, length P; written. Pixels may lie outside the range of the fitted images.</param>
    public void Decode(ReadOnlySpan<double> latent, Span<double> image)
    {
        Preconditions.Require(image.Length == Pixels && latent.Length == Count, $"Lengths are {latent.Length} and {image.Length}; allowed are {Count} and {Pixels}.", nameof(latent));
        _mean.CopyTo(image);
        for (int c = 0; c < latent.Length; c++)
        {
            for (int p = 0; p < image.Length; p++)
                image[p] = Math.FusedMultiplyAdd(_directions[(c * Pixels) + p], latent[c], image[p]);
        }
    }

    private static Svd<double> Decompose(Matrix<double> triangle)
    {
        try
        {
            return triangle.Svd(computeVectors: true);
        }
        catch (NonConvergenceException exception)
        {
            throw new ArgumentException("The singular value decomposition of the images does not converge.", nameof(triangle), exception);
        }
    }

    // A direction and its negative are equally good; the choice must not be the library's.
    private static void FixSign(Span<double> direction)
    {
        int largest = 0;
        for (int p = 1; p < direction.Length; p++)
        {
            if (Math.Abs(direction[p]) > Math.Abs(direction[largest]))
                largest = p;
        }

        if (direction[largest] >= 0)
            return;
        for (int p = 0; p < direction.Length; p++)
            direction[p] = -direction[p];
    }
}
