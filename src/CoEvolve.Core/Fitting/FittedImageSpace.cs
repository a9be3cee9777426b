namespace CoEvolve.Core;

/// <summary>
/// A latent space with one Gaussian a caption, both fitted to real images, and the images that were held out from the
/// fit. It turns a latent point back into pixels. Immutable by convention and thread-safe.
/// </summary>
/// <remarks>Fitted once an experiment and stored with it, bit for bit (<see cref="ToBytes"/>), so that every machine starts alike.</remarks>
public sealed class FittedImageSpace
{
    /// <summary>Checks and keeps the parts, which are not copied.</summary>
    /// <param name="fingerprint">SHA-256 of what the fit came from, lower-case hexadecimal: 64 digits.</param>
    /// <param name="components">The map between pixels and latent space, or null where the latent space is the pixels.</param>
    /// <param name="initial">The fitted Gaussians and, as pool sizes, the number of images each was fitted to.</param>
    /// <param name="heldOut">For each caption the images held out, n_k×d row-major in latent space; n_k ≥ 0.</param>
    /// <exception cref="ArgumentException">A part is out of range or has another shape.</exception>
    public FittedImageSpace(string fingerprint, PrincipalComponents? components, ImageModelState initial, IReadOnlyList<double[]> heldOut)
    {
        ArgumentNullException.ThrowIfNull(fingerprint);
        ArgumentNullException.ThrowIfNull(initial);
        ArgumentNullException.ThrowIfNull(heldOut);
        Preconditions.Require(fingerprint.Length == 64 && fingerprint.All(char.IsAsciiHexDigitLower), "It must be 64 lower-case hexadecimal digits.", nameof(fingerprint));
        Fingerprint = fingerprint;
        Components = components;
        Initial = initial;
        HeldOut = heldOut;
        Preconditions.Require(components is null || components.Count == Dimension, $"There are {components?.Count} components; allowed is d = {Dimension}.", nameof(components));
        Preconditions.Require(heldOut.Count == Captions, $"There are {heldOut.Count} captions; allowed is K = {Captions}.", nameof(heldOut));
        foreach (double[] rows in heldOut)
            Preconditions.Require(Preconditions.AllFinite(rows, nameof(heldOut)).Length % Dimension == 0, $"A length is {rows.Length}; allowed is a multiple of d = {Dimension}.", nameof(heldOut));
    }

    /// <summary>SHA-256 of what the fit came from.</summary>
    public string Fingerprint { get; }

    /// <summary>The map between pixels and latent space, or null where the latent space is the pixels themselves.</summary>
    public PrincipalComponents? Components { get; }

    /// <summary>The fitted Gaussians; pool sizes are the numbers of fitted images.</summary>
    public ImageModelState Initial { get; }

    /// <summary>For each caption the images held out from the fit, n_k×d row-major in latent space; n_k ≥ 0.</summary>
    public IReadOnlyList<double[]> HeldOut { get; }

    /// <summary>K.</summary>
    public int Captions => Initial.Gaussians.Captions;

    /// <summary>d, the dimension of the latent space.</summary>
    public int Dimension => Initial.Gaussians.Dimension;

    /// <summary>P, the number of pixels of an image.</summary>
    public int Pixels => Components?.Pixels ?? Dimension;

    /// <summary>Fits components (if asked for) and one Gaussian a caption.</summary>
    /// <param name="fingerprint">SHA-256 of what the images come from: 64 lower-case hexadecimal digits.</param>
    /// <param name="pixels">P, 1 or more.</param>
    /// <param name="components">How many principal components to keep, 1 to P; null keeps the pixels.</param>
    /// <param name="fitted">For each caption the images to fit, n_k×P row-major; n_k ≥ 2.</param>
    /// <param name="heldOut">For each caption the images to hold out, n_k×P row-major; n_k ≥ 0.</param>
    /// <returns>The fit; a caption whose images are all the same has a factor of zeros, which the caller may refuse.</returns>
    /// <exception cref="ArgumentException">A shape or value is out of range.</exception>
    /// <remarks>O(n·P² + P³). Draws no random numbers.</remarks>
    public static FittedImageSpace Fit(string fingerprint, int pixels, int? components, IReadOnlyList<double[]> fitted, IReadOnlyList<double[]> heldOut)
    {
        ArgumentNullException.ThrowIfNull(fitted);
        ArgumentNullException.ThrowIfNull(heldOut);
        PrincipalComponents? map = components is int count ? PrincipalComponents.Fit([.. fitted.SelectMany(rows => rows)], pixels, count) : null;
        var gaussians = new CaptionGaussians(fitted.Count, map?.Count ?? pixels);
        var poolSizes = new int[fitted.Count];
        for (int k = 0; k < fitted.Count; k++)
        {
            Preconditions.Require(fitted[k].Length >= 2 * pixels, $"Caption {k} has {fitted[k].Length / pixels} images to fit; at least 2 are needed.", nameof(fitted));
            poolSizes[k] = fitted[k].Length / pixels;
            MaximumLikelihoodGaussian.Fit(Encode(map, fitted[k]), gaussians.Mean(k), gaussians.Factor(k));
        }

        return new FittedImageSpace(fingerprint, map, ImageModelState.Starting(gaussians, poolSizes), [.. heldOut.Select(rows => Encode(map, rows))]);
    }

    /// <summary>The held-out images as a pool for user content.</summary>
    /// <exception cref="ArgumentException">A caption has none.</exception>
    public UserImagePool ToUserImagePool() => new(Dimension, HeldOut);

    /// <summary>The picture of a latent point.</summary>
    /// <param name="latent">Length d.</param>
    /// <param name="image">Length P; written. Pixels may lie outside the range of the fitted images.</param>
    public void Decode(ReadOnlySpan<double> latent, Span<double> image)
    {
        if (Components is not null)
        {
            Components.Decode(latent, image);
            return;
        }

        Preconditions.Require(latent.Length == Dimension && image.Length == Dimension, $"Lengths are {latent.Length} and {image.Length}; allowed is {Dimension}.", nameof(latent));
        latent.CopyTo(image);
    }

    /// <summary>The whole fit, bit for bit; the format carries a version.</summary>
    public byte[] ToBytes() => FittedImageSpaceFormat.Write(this);

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It is something else, of an unknown version, or damaged.</exception>
    public static FittedImageSpace FromBytes(byte[] bytes) => FittedImageSpaceFormat.Read(bytes);

    private static double[] Encode(PrincipalComponents? map, double[] rows)
    {
        if (map is null)
            return rows;
        int count = rows.Length / map.Pixels;
        var latent = new double[count * map.Count];
        for (int i = 0; i < count; i++)
            map.Encode(rows.AsSpan(i * map.Pixels, map.Pixels), latent.AsSpan(i * map.Count, map.Count));
        return latent;
    }
}
