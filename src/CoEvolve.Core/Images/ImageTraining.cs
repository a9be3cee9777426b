using System.Runtime.Intrinsics;

namespace CoEvolve.Core;

/// <summary>
/// Re-estimates an image model, caption by caption, from its own images pooled with user images
/// (docs/model.md, "Image model retrains").
/// </summary>
/// <remarks>
/// Own images enter through their innovations alone: μ ← μ + A z̄, A ← A·L with L Lᵀ the scatter of z, so nothing is lost
/// however small A has become. User images are added to the factor as columns by rotations. Holds scratch memory; use one
/// per model. Not thread-safe.
/// </remarks>
public sealed class ImageTraining
{
    private readonly int _d;
    private readonly double[] _laneSums;
    private readonly double[] _centred;
    private readonly double[] _laneScatter;
    private readonly double[] _scatter;
    private readonly double[] _root;
    private readonly double[] _pool;
    private readonly double[] _innovationMean;
    private readonly double[] _ownShift;
    private readonly double[] _userShift;
    private readonly double[] _userMean;
    private readonly double[] _shift;
    private readonly double[] _column;

    /// <summary>Reserves scratch for images of dimension d.</summary>
    public ImageTraining(int dimension)
    {
        _d = Preconditions.InRange(dimension, 1, int.MaxValue);
        _laneSums = new double[_d * RandomStream.Lanes];
        _centred = new double[_d * RandomStream.Lanes];
        _laneScatter = new double[_d * (_d + 1) / 2 * RandomStream.Lanes];
        _scatter = new double[_d * _d];
        _root = new double[_d * _d];
        _pool = new double[_d * _d];
        _innovationMean = new double[_d];
        _ownShift = new double[_d];
        _userShift = new double[_d];
        _userMean = new double[_d];
        _shift = new double[_d];
        _column = new double[_d];
    }

    /// <summary>Trains on one generation's images.</summary>
    /// <param name="current">The model that made the images.</param>
    /// <param name="own">Innovations of its images, one batch per text model that prompted it, in a fixed order.</param>
    /// <param name="users">User images; U = 0 for none.</param>
    /// <param name="estimator">By what the scatter is divided.</param>
    /// <param name="learningRate">η in (0, 1].</param>
    /// <param name="next">The trained model; overwritten. A caption whose pool has fewer than 2 images keeps its parameters.</param>
    /// <remarks>O(N·d² + K·d³ + K·U·d²). Draws no random numbers.</remarks>
    public void Train(ImageModelState current, ReadOnlySpan<ImageBatch> own, UserImageBatch users, CovarianceEstimator estimator, double learningRate, ImageModelState next)
    {
        ArgumentNullException.ThrowIfNull(current);
        ArgumentNullException.ThrowIfNull(users);
        ArgumentNullException.ThrowIfNull(next);
        Preconditions.LearningRate(learningRate);
        current.CopyTo(next);
        for (int k = 0; k < current.Gaussians.Captions; k++)
        {
            int images = 0;
            foreach (ImageBatch batch in own)
                images += batch.Counts[k];
            int pool = images + users.ImagesPerCaption;
            if (pool < 2)
                continue;
            TrainCaption(current, own, users, k, images, estimator == CovarianceEstimator.Unbiased ? pool - 1 : pool);
            Move(next.Gaussians.Mean(k), next.Gaussians.Factor(k), learningRate);
            next.PoolSizes[k] = pool;
            next.Ranks[k] = RankAfter(current.Ranks[k], images, users.ImagesPerCaption, users.MostRanks[k], learningRate);
        }
    }

    // Own images lie in the span of A and lose a dimension to their mean; every user image may add one, up to what users'
    // images span at all. What a learning rate under 1 keeps of A keeps its rank.
    private static int RankAfter(int rank, int images, int users, int most, double learningRate)
    {
        int own = learningRate < 1 ? rank : Math.Min(images - 1, rank); // −1 without own images: the users' mean costs theirs one
        return Math.Min(Math.Max(rank, most), own + users);
    }

    // Leaves x̄ − μ in _shift and the factor of the pool's covariance in _pool.
    private void TrainCaption(ImageModelState current, ReadOnlySpan<ImageBatch> own, UserImageBatch users, int k, int images, int divisor)
    {
        int count = users.ImagesPerCaption;
        ReadOnlySpan<double> factor = current.Gaussians.Factor(k);
        _pool.AsSpan().Clear();
        _ownShift.AsSpan().Clear();
        if (images > 0)
        {
            MeanOfInnovations(own, k, images);
            LowerTriangular.MultiplyVector(factor, _innovationMean, _ownShift);
        }

        if (images > 1)
        {
            ScatterOfInnovations(own, k);
            for (int i = 0; i < _scatter.Length; i++)
                _scatter[i] /= divisor;
            LowerTriangular.FactorSemidefinite(_scatter, images - 1, _root, _d);
            LowerTriangular.Multiply(factor, _root, _pool, _d);
        }

        if (count == 0)
        {
            _ownShift.CopyTo(_shift, 0);
            return;
        }

        AddUsers(users, k, divisor);
        for (int a = 0; a < _d; a++)
            _userShift[a] = users.Means[(k * _d) + a] - current.Gaussians.Mean(k)[a] + _userMean[a];
        double weight = (double)images / (images + count);
        double between = Math.Sqrt(weight * count / divisor);
        for (int a = 0; a < _d; a++)
        {
            _shift[a] = Math.FusedMultiplyAdd(weight, _ownShift[a] - _userShift[a], _userShift[a]);
            _column[a] = between * (_ownShift[a] - _userShift[a]);
        }

        LowerTriangular.AddColumn(_pool, _column);
    }

    // The users' own scatter, one column an image, around their mean (left in _userMean).
    private void AddUsers(UserImageBatch users, int k, int divisor)
    {
        int count = users.ImagesPerCaption;
        _userMean.AsSpan().Clear();
        for (int u = 0; u < count; u++)
        {
            ReadOnlySpan<double> displacement = users.Displacement(k, u);
            for (int a = 0; a < _d; a++)
                _userMean[a] += displacement[a];
        }

        for (int a = 0; a < _d; a++)
            _userMean[a] /= count;
        double scale = 1 / Math.Sqrt(divisor);
        for (int u = 0; u < count; u++)
        {
            ReadOnlySpan<double> displacement = users.Displacement(k, u);
            for (int a = 0; a < _d; a++)
                _column[a] = scale * (displacement[a] - _userMean[a]);
            LowerTriangular.AddColumn(_pool, _column);
        }
    }

    // μ' = μ + η(x̄−μ);  Σ' = (1−η)Σ + ηS + η(1−η)(x̄−μ)(x̄−μ)ᵀ, as a factor.
    private void Move(Span<double> mean, Span<double> factor, double learningRate)
    {
        for (int a = 0; a < _d; a++)
            mean[a] = Math.FusedMultiplyAdd(learningRate, _shift[a], mean[a]);
        if (learningRate == 1)
        {
            _pool.CopyTo(factor);
            return;
        }

        double keep = Math.Sqrt(1 - learningRate), learn = Math.Sqrt(learningRate), cross = Math.Sqrt(learningRate * (1 - learningRate));
        for (int i = 0; i < factor.Length; i++)
            factor[i] *= keep;
        for (int b = 0; b < _d; b++)
        {
            for (int a = 0; a < _d; a++)
                _column[a] = learn * _pool[(a * _d) + b];
            LowerTriangular.AddColumn(factor, _column, b);
        }

        for (int a = 0; a < _d; a++)
            _column[a] = cross * _shift[a];
        LowerTriangular.AddColumn(factor, _column);
    }

    private void MeanOfInnovations(ReadOnlySpan<ImageBatch> own, int k, int images)
    {
        _laneSums.AsSpan().Clear();
        foreach (ImageBatch batch in own)
        {
            ReadOnlySpan<double> blocks = batch.OfCaption(k);
            for (int start = 0, left = batch.Counts[k]; left > 0; start += _laneSums.Length, left -= RandomStream.Lanes)
                AddBlock(blocks.Slice(start, _laneSums.Length), left);
        }

        for (int a = 0; a < _d; a++)
            _innovationMean[a] = LaneSum.Of(_laneSums.AsSpan(a * RandomStream.Lanes, RandomStream.Lanes)) / images;
    }

    private void AddBlock(ReadOnlySpan<double> block, int left)
    {
        LaneMask.Of(left, out Vector256<double> maskLow, out Vector256<double> maskHigh);
        for (int i = 0; i < block.Length; i += RandomStream.Lanes)
        {
            Span<double> sums = _laneSums.AsSpan(i, RandomStream.Lanes);
            (Vector256.Create<double>(sums) + (Vector256.Create(block[i..]) & maskLow)).CopyTo(sums);
            (Vector256.Create<double>(sums[4..]) + (Vector256.Create(block[(i + 4)..]) & maskHigh)).CopyTo(sums[4..]);
        }
    }

    // Σ (z − z̄)(z − z̄)ᵀ, lower half, in _scatter.
    private void ScatterOfInnovations(ReadOnlySpan<ImageBatch> own, int k)
    {
        _laneScatter.AsSpan().Clear();
        foreach (ImageBatch batch in own)
        {
            ReadOnlySpan<double> blocks = batch.OfCaption(k);
            for (int start = 0, left = batch.Counts[k]; left > 0; start += _centred.Length, left -= RandomStream.Lanes)
            {
                Centre(blocks.Slice(start, _centred.Length), left);
                AddScatter();
            }
        }

        int pair = 0;
        for (int a = 0; a < _d; a++)
        {
            for (int b = 0; b <= a; b++, pair += RandomStream.Lanes)
                _scatter[(a * _d) + b] = LaneSum.Of(_laneScatter.AsSpan(pair, RandomStream.Lanes));
        }
    }

    private void Centre(ReadOnlySpan<double> block, int left)
    {
        LaneMask.Of(left, out Vector256<double> maskLow, out Vector256<double> maskHigh);
        for (int a = 0; a < _d; a++)
        {
            Vector256<double> mean = Vector256.Create(_innovationMean[a]);
            Span<double> target = _centred.AsSpan(a * RandomStream.Lanes, RandomStream.Lanes);
            ReadOnlySpan<double> row = block.Slice(a * RandomStream.Lanes, RandomStream.Lanes);
            ((Vector256.Create(row) - mean) & maskLow).CopyTo(target);
            ((Vector256.Create(row[4..]) - mean) & maskHigh).CopyTo(target[4..]);
        }
    }

    private void AddScatter()
    {
        ReadOnlySpan<double> centred = _centred;
        Span<double> sums = _laneScatter;
        for (int a = 0; a < _d; a++)
        {
            ReadOnlySpan<double> rowA = centred.Slice(a * RandomStream.Lanes, RandomStream.Lanes);
            Vector256<double> low = Vector256.Create(rowA), high = Vector256.Create(rowA[4..]);
            for (int b = 0; b <= a; b++)
            {
                ReadOnlySpan<double> rowB = centred.Slice(b * RandomStream.Lanes, RandomStream.Lanes);
                Vector256.FusedMultiplyAdd(low, Vector256.Create(rowB), Vector256.Create<double>(sums)).CopyTo(sums);
                Vector256.FusedMultiplyAdd(high, Vector256.Create(rowB[4..]), Vector256.Create<double>(sums[4..])).CopyTo(sums[4..]);
                sums = sums[RandomStream.Lanes..];
            }
        }
    }
}
