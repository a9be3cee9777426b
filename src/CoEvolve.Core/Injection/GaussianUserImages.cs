namespace CoEvolve.Core;

/// <summary>User images drawn anew in every generation from the Gaussians that the captions started with.</summary>
/// <remarks>
/// <see cref="Begin"/> says into how many parts a generation's images fall; each is drawn once by <see cref="DoPart"/>. A part is
/// a run of neighbouring captions. Holds scratch memory.
/// </remarks>
public sealed class GaussianUserImages : IDividedWork
{
    private readonly CaptionGaussians _initial;
    private readonly int[] _ranks;
    private readonly StreamKey _key;
    private readonly List<double[]> _normals = [];
    private UserImageBatch? _batch;
    private int _replicate;
    private int _generation;
    private int _parts;

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

    /// <summary>Begins to draw the images of one generation.</summary>
    /// <param name="batch">Laid out for U images per caption; overwritten.</param>
    /// <returns>The number of parts.</returns>
    /// <remarks>All parts together O(K·U·d²/2). One stream a caption, image after image: image u is the same whatever U is.</remarks>
    public int Begin(int replicate, int generation, UserImageBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        _initial.Means.CopyTo(batch.Means, 0);
        _ranks.CopyTo(batch.MostRanks, 0);
        _batch = batch;
        _replicate = replicate;
        _generation = generation;
        long d = batch.Dimension;
        _parts = WorkParts.Of(batch.Captions * batch.ImagesPerCaption * d * (2 + (d / 2)));
        int needed = checked(batch.ImagesPerCaption * batch.Dimension);
        int padded = (needed + RandomStream.Lanes - 1) / RandomStream.Lanes * RandomStream.Lanes;
        if (_normals.Count > 0 && _normals[0].Length != padded)
            _normals.Clear();
        while (_normals.Count < _parts)
            _normals.Add(new double[padded]);
        return _parts;
    }

    /// <inheritdoc/>
    public void DoPart(int part)
    {
        UserImageBatch batch = _batch!;
        double[] normals = _normals[part];
        int d = batch.Dimension, last = WorkParts.Start(batch.Captions, part + 1, _parts);
        for (int k = WorkParts.Start(batch.Captions, part, _parts); k < last; k++)
        {
            new RandomStream(_key, _replicate, _generation, k).FillNormals(normals);
            for (int u = 0; u < batch.ImagesPerCaption; u++)
                LowerTriangular.MultiplyVector(_initial.Factor(k), normals.AsSpan(u * d, d), batch.Displacement(k, u));
        }
    }
}
