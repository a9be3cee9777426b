namespace CoEvolve.Core;

/// <summary>
/// Re-estimates an image model, caption by caption, from its own images pooled with user images
/// (docs/model.md, "Image model retrains"). Own images come as their statistics, drawn or measured.
/// </summary>
/// <remarks>
/// Own images enter through their innovations alone: μ ← μ + A z̄, A ← A·L with L Lᵀ the scatter of z, so nothing is lost
/// however small A has become. User images are added to the factor as columns by rotations. <see cref="Begin"/> says into how
/// many parts a training falls; each is done once by <see cref="DoPart"/>. A part is a run of neighbouring captions, and
/// captions do not touch each other. Holds scratch memory; use one per model.
/// </remarks>
public sealed class ImageTraining : IDividedWork
{
    private readonly int _d;
    private readonly ScratchPool<StatisticsPool> _pools;
    private readonly ScratchPool<CaptionTraining> _captions;
    private readonly ScratchPool<CaptionBlockTraining> _blocks;
    private InnovationStatistics[] _own = [];
    private InnovationStatistics? _pooled;
    private TrainingOrder _order;

    /// <summary>Makes ready for images of dimension d.</summary>
    public ImageTraining(int dimension)
    {
        _d = Preconditions.InRange(dimension, 1, int.MaxValue);
        _pools = new ScratchPool<StatisticsPool>(() => new StatisticsPool(_d));
        _captions = new ScratchPool<CaptionTraining>(() => new CaptionTraining(_d));
        _blocks = new ScratchPool<CaptionBlockTraining>(() => new CaptionBlockTraining(_d));
    }

    /// <summary>Begins to train on the statistics of one generation's images.</summary>
    /// <param name="current">The model that made the images, or would have made them.</param>
    /// <param name="own">Statistics of its images' innovations, one or more, whoever prompted them, in a fixed order.</param>
    /// <param name="users">User images; U = 0 for none.</param>
    /// <param name="estimator">By what the scatter is divided.</param>
    /// <param name="learningRate">η in (0, 1].</param>
    /// <param name="next">
    /// The trained model; overwritten, and whole when all parts are done. A caption whose pool has fewer than 2 images keeps
    /// its parameters.
    /// </param>
    /// <returns>The number of parts.</returns>
    /// <remarks>
    /// All parts together O(K·d³ + K·U·d²), whatever N is; without users and with η = 1 eight captions at a time. Draws no
    /// random numbers.
    /// </remarks>
    public int Begin(ImageModelState current, ReadOnlySpan<InnovationStatistics> own, UserImageBatch users, CovarianceEstimator estimator, double learningRate, ImageModelState next)
    {
        ArgumentNullException.ThrowIfNull(current);
        ArgumentNullException.ThrowIfNull(users);
        ArgumentNullException.ThrowIfNull(next);
        Preconditions.Require(!own.IsEmpty, "There are no statistics; allowed is one or more.", nameof(own));
        Preconditions.LearningRate(learningRate);
        current.CopyTo(next);
        if (_own.Length != own.Length)
            _own = new InnovationStatistics[own.Length];
        own.CopyTo(_own);
        if (own.Length > 1)
        {
            _pooled ??= new InnovationStatistics(own[0].Captions, _d);
            _pooled.Align();
        }

        bool alone = users.ImagesPerCaption == 0 && learningRate == 1;
        _order = new TrainingOrder
        {
            Current = current,
            Next = next,
            Users = users,
            Estimator = estimator,
            LearningRate = learningRate,
            OwnImagesAlone = alone,
            Parts = WorkParts.Of(MultiplyAdds(current.Gaussians.Captions, users.ImagesPerCaption, alone)),
        };
        return _order.Parts;
    }

    /// <inheritdoc/>
    public void DoPart(int part)
    {
        int captions = _order.Current.Gaussians.Captions, lanes = RandomStream.Lanes;
        if (_order.OwnImagesAlone)
        {
            int blocks = (captions + lanes - 1) / lanes, first = WorkParts.Start(blocks, part, _order.Parts), last = WorkParts.Start(blocks, part + 1, _order.Parts);
            TrainBlocks(part, Own(part, first * lanes, Math.Min(last * lanes, captions)), first, last);
        }
        else
        {
            int first = WorkParts.Start(captions, part, _order.Parts), last = WorkParts.Start(captions, part + 1, _order.Parts);
            TrainCaptions(part, Own(part, first, last), first, last);
        }
    }

    // Scalar code counts like that of eight lanes: it takes as long.
    private long MultiplyAdds(long captions, long users, bool ownImagesAlone)
    {
        long square = (long)_d * _d, pooling = captions * square * _d * (_own.Length - 1);
        return pooling + (ownImagesAlone ? captions * square * _d / (6 * RandomStream.Lanes) : captions * square * ((_d / 3) + (2 * users)));
    }

    private InnovationStatistics Own(int part, int first, int last)
    {
        if (_own.Length == 1)
            return _own[0];
        StatisticsPool pool = _pools.Rent(part);
        pool.Pool(_own, first, last, _pooled!);
        _pools.Return(part, pool);
        return _pooled!;
    }

    private void TrainBlocks(int part, InnovationStatistics own, int first, int last)
    {
        CaptionBlockTraining training = _blocks.Rent(part);
        for (int block = first; block < last; block++)
            training.Train(_order, own, block);
        _blocks.Return(part, training);
    }

    private void TrainCaptions(int part, InnovationStatistics own, int first, int last)
    {
        CaptionTraining training = _captions.Rent(part);
        for (int k = first; k < last; k++)
            training.Train(_order, own, k);
        _captions.Return(part, training);
    }
}
