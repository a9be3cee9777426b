namespace CoEvolve.Core;

/// <summary>User images drawn anew in every generation from the Gaussians that the captions started with.</summary>
/// <remarks>Holds scratch memory. Not thread-safe.</remarks>
public sealed class GaussianUserImages
{
    private readonly CaptionGaussians _initial;
    private readonly int[] _ranks;
    private readonly StreamKey _key;
    private double[] _normals = [];

    /// <summary>Keeps the Gaussians, which are not copied.</summary>
    /// <param name="initial">μ*, A* and ranks: what the image model started with.</param>
    /// <param name="key">Seed, injector, image model and <see cref="StreamPurpose.UserImages"/>.</param>
    public GaussianUserImages(ImageModelState initial, StreamKey key)
    {
        ArgumentNullException.ThrowIfNull(initial);
        _initial = initial.Gaussians;
        _ranks = initial.Ranks;
        _key = key;
    }

    /// <summary>Draws the images of one generation.</summary>
    /// <param name="batch">Laid out for U images per caption; overwritten.</param>
    /// <remarks>O(K·U·d²/2). One stream a caption, image after image: image u is the same whatever U is.</remarks>
    public void Draw(int replicate, int generation, UserImageBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        _initial.Means.CopyTo(batch.Means, 0);
        _ranks.CopyTo(batch.MostRanks, 0);
        int d = batch.Dimension;
        int needed = checked(batch.ImagesPerCaption * d);
        int padded = (needed + RandomStream.Lanes - 1) / RandomStream.Lanes * RandomStream.Lanes;
        if (_normals.Length < padded)
            _normals = new double[padded];
        Span<double> normals = _normals.AsSpan(0, padded);
        for (int k = 0; k < batch.Captions; k++)
        {
            new RandomStream(_key, replicate, generation, k).FillNormals(normals);
            for (int u = 0; u < batch.ImagesPerCaption; u++)
                LowerTriangular.MultiplyVector(_initial.Factor(k), normals.Slice(u * d, d), batch.Displacement(k, u));
        }
    }
}
