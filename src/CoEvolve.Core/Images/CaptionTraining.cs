namespace CoEvolve.Core;

/// <summary>
/// Trains one caption at a time on the statistics of its own images, user images and what it was: any η, any users.
/// </summary>
/// <remarks>Holds scratch memory. Not thread-safe.</remarks>
internal sealed class CaptionTraining
{
    private readonly int _d;
    private readonly double[] _mean;
    private readonly double[] _root;
    private readonly double[] _pool;
    private readonly double[] _ownShift;
    private readonly double[] _userShift;
    private readonly double[] _userMean;
    private readonly double[] _shift;
    private readonly double[] _column;

    /// <summary>Reserves scratch for images of dimension d.</summary>
    public CaptionTraining(int dimension)
    {
        _d = dimension;
        _mean = new double[_d];
        _root = new double[_d * _d];
        _pool = new double[_d * _d];
        _ownShift = new double[_d];
        _userShift = new double[_d];
        _userMean = new double[_d];
        _shift = new double[_d];
        _column = new double[_d];
    }

    /// <summary>Trains a caption; one whose pool has fewer than 2 images keeps what it had.</summary>
    /// <param name="order">From what to what, and how.</param>
    /// <param name="own">Statistics of the model's own images.</param>
    /// <param name="caption">Which one.</param>
    /// <remarks>O(d³ + U·d²).</remarks>
    public void Train(in TrainingOrder order, InnovationStatistics own, int caption)
    {
        int images = own.Counts[caption];
        if (images + order.Users.ImagesPerCaption < 2)
            return;
        if (images > 0)
            own.Read(caption, _mean, _root);
        TrainCaption(order.Current, _mean, _root, images, order.Users, caption, order.Estimator, order.LearningRate, order.Next);
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
