namespace CoEvolve.Core;

/// <summary>
/// Re-estimates an image model, caption by caption, from its own images pooled with user images
/// (docs/model.md, "Image model retrains"). Own images come as their statistics, drawn or measured.
/// </summary>
/// <remarks>
/// Own images enter through their innovations alone: μ ← μ + A z̄, A ← A·L with L Lᵀ the scatter of z, so nothing is lost
/// however small A has become. User images are added to the factor as columns by rotations. Holds scratch memory; use one
/// per model. Not thread-safe.
/// </remarks>
public sealed class ImageTraining
{
    private readonly int _d;
    private readonly StatisticsPool _statistics;
    private readonly CaptionBlockTraining _blocks;
    private readonly double[] _mean;
    private readonly double[] _root;
    private readonly double[] _pool;
    private readonly double[] _ownShift;
    private readonly double[] _userShift;
    private readonly double[] _userMean;
    private readonly double[] _shift;
    private readonly double[] _column;

    /// <summary>Reserves scratch for images of dimension d.</summary>
    public ImageTraining(int dimension)
    {
        _d = Preconditions.InRange(dimension, 1, int.MaxValue);
        _statistics = new StatisticsPool(_d);
        _blocks = new CaptionBlockTraining(_d);
        _mean = new double[_d];
        _root = new double[_d * _d];
        _pool = new double[_d * _d];
        _ownShift = new double[_d];
        _userShift = new double[_d];
        _userMean = new double[_d];
        _shift = new double[_d];
        _column = new double[_d];
    }

    /// <summary>Trains on the statistics of one generation's images.</summary>
    /// <param name="current">The model that would have made the images.</param>
    /// <param name="own">Statistics of its images' innovations, one per text model that prompted it, in a fixed order.</param>
    /// <param name="users">User images; U = 0 for none.</param>
    /// <param name="estimator">By what the scatter is divided.</param>
    /// <param name="learningRate">η in (0, 1].</param>
    /// <param name="next">The trained model; overwritten. A caption whose pool has fewer than 2 images keeps its parameters.</param>
    /// <remarks>O(K·d³ + K·U·d²), whatever N is; without users and with η = 1 eight captions at a time. Draws no random numbers.</remarks>
    public void Train(ImageModelState current, ReadOnlySpan<InnovationStatistics> own, UserImageBatch users, CovarianceEstimator estimator, double learningRate, ImageModelState next)
    {
        Train(current, _statistics.Of(own), users, estimator, learningRate, next);
    }

    /// <summary>Trains on the statistics of all of one generation's images.</summary>
    /// <param name="current">The model that made the images, or would have made them.</param>
    /// <param name="statistics">Statistics of its images' innovations, whoever prompted them.</param>
    /// <param name="users">User images; U = 0 for none.</param>
    /// <param name="estimator">By what the scatter is divided.</param>
    /// <param name="learningRate">η in (0, 1].</param>
    /// <param name="next">The trained model; overwritten. A caption whose pool has fewer than 2 images keeps its parameters.</param>
    /// <remarks>O(K·d³ + K·U·d²), whatever N is; without users and with η = 1 eight captions at a time. Draws no random numbers.</remarks>
    public void Train(ImageModelState current, InnovationStatistics statistics, UserImageBatch users, CovarianceEstimator estimator, double learningRate, ImageModelState next)
    {
        ArgumentNullException.ThrowIfNull(current);
        ArgumentNullException.ThrowIfNull(statistics);
        ArgumentNullException.ThrowIfNull(users);
        ArgumentNullException.ThrowIfNull(next);
        Preconditions.LearningRate(learningRate);
        current.CopyTo(next);
        if (users.ImagesPerCaption == 0 && learningRate == 1)
        {
            _blocks.Train(current, statistics, estimator, next);
            return;
        }

        for (int k = 0; k < current.Gaussians.Captions; k++)
        {
            int images = statistics.Counts[k];
            if (images + users.ImagesPerCaption < 2)
                continue;
            if (images > 0)
                statistics.Read(k, _mean, _root);
            TrainCaption(current, _mean, _root, images, users, k, estimator, learningRate, next);
        }
    }

    // Mean and root are those of the caption's own images, and not looked at where there are none.
    private void TrainCaption(
        ImageModelState current,
        ReadOnlySpan<double> mean,
        ReadOnlySpan<double> root,
        int images,
        UserImageBatch users,
        int k,
        CovarianceEstimator estimator,
        double learningRate,
        ImageModelState next)
    {
        int pool = images + users.ImagesPerCaption;
        Pool(current, mean, root, images, users, k, estimator == CovarianceEstimator.Unbiased ? pool - 1 : pool);
        Move(next.Gaussians.Mean(k), next.Gaussians.Factor(k), learningRate);
        next.PoolSizes[k] = pool;
        next.Ranks[k] = RankAfter(current.Ranks[k], images, users.ImagesPerCaption, users.MostRanks[k], learningRate);
    }

    // Own images lie in the span of A and lose a dimension to their mean; every user image may add one, up to what users'
    // images span at all. What a learning rate under 1 keeps of A keeps its rank.
    private static int RankAfter(int rank, int images, int users, int most, double learningRate)
    {
        int own = learningRate < 1 ? rank : Math.Min(images - 1, rank); // −1 without own images: the users' mean costs theirs one
        return Math.Min(Math.Max(rank, most), own + users);
    }

    // Leaves x̄ − μ in _shift and the factor of the pool's covariance in _pool.
    private void Pool(ImageModelState current, ReadOnlySpan<double> mean, ReadOnlySpan<double> root, int images, UserImageBatch users, int k, int divisor)
    {
        int count = users.ImagesPerCaption;
        ReadOnlySpan<double> factor = current.Gaussians.Factor(k);
        _pool.AsSpan().Clear();
        _ownShift.AsSpan().Clear();
        if (images > 0)
            LowerTriangular.MultiplyVector(factor, mean, _ownShift);
        if (images > 1)
        {
            LowerTriangular.Multiply(factor, root, _pool, _d);
            double scale = 1 / Math.Sqrt(divisor);
            for (int i = 0; i < _pool.Length; i++)
                _pool[i] *= scale;
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
}
