namespace CoEvolve.Core;

/// <summary>
/// User images taken from a pool of real ones without replacement: each caption's pool in random order, reshuffled when it
/// is used up. Where it stands is a <see cref="PoolCursor"/>.
/// </summary>
/// <remarks>Not thread-safe; the pool may be shared.</remarks>
public sealed class PooledUserImages
{
    private readonly UserImagePool _pool;
    private readonly StreamKey _key;
    private readonly int _replicate;
    private readonly PoolCursor _cursor;
    private readonly int[][] _orders;
    private readonly double[] _uniforms;

    /// <summary>Takes up where a cursor stands.</summary>
    /// <param name="pool">The real images.</param>
    /// <param name="key">Seed, injector, image model and <see cref="StreamPurpose.UserShuffle"/>.</param>
    /// <param name="replicate">Number of the replicate.</param>
    /// <param name="cursor">Where to go on; moved by <see cref="Take"/>.</param>
    public PooledUserImages(UserImagePool pool, StreamKey key, int replicate, PoolCursor cursor)
    {
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(cursor);
        Preconditions.Require(cursor.Epochs.Length == pool.Captions, "The cursor has another number of captions than the pool.", nameof(cursor));
        _pool = pool;
        _key = key;
        _replicate = replicate;
        _cursor = cursor;
        _orders = new int[pool.Captions][];
        int largest = 0;
        for (int k = 0; k < pool.Captions; k++)
        {
            Preconditions.InRange(cursor.Positions[k], 0, pool.Count(k), nameof(cursor));
            _orders[k] = new int[pool.Count(k)];
            largest = Math.Max(largest, pool.Count(k));
        }

        _uniforms = new double[largest];
        for (int k = 0; k < pool.Captions; k++)
            Shuffle(k);
    }

    /// <summary>Takes the next U images of every caption, going on into the next epochs where a pool is used up.</summary>
    /// <param name="batch">Laid out for U images per caption; overwritten.</param>
    /// <remarks>O(K·U·d), and O(pool) whenever an epoch ends.</remarks>
    public void Take(UserImageBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        _pool.Means.CopyTo(batch.Means);
        for (int k = 0; k < batch.Captions; k++)
        {
            for (int u = 0; u < batch.ImagesPerCaption; u++)
                _pool.Displacement(k, Next(k)).CopyTo(batch.Displacement(k, u));
        }
    }

    private int Next(int caption)
    {
        if (_cursor.Positions[caption] == _orders[caption].Length)
        {
            _cursor.Epochs[caption]++;
            _cursor.Positions[caption] = 0;
            Shuffle(caption);
        }

        return _orders[caption][_cursor.Positions[caption]++];
    }

    // Fisher and Yates, from the identity, so that an epoch's order depends on nothing but its stream.
    private void Shuffle(int caption)
    {
        int[] order = _orders[caption];
        Span<double> uniforms = _uniforms.AsSpan(0, order.Length);
        new RandomStream(_key, _replicate, _cursor.Epochs[caption], caption).FillUniforms(uniforms);
        for (int i = 0; i < order.Length; i++)
            order[i] = i;
        for (int i = order.Length - 1; i > 0; i--)
        {
            int j = (int)(uniforms[i] * (i + 1));
            (order[i], order[j]) = (order[j], order[i]);
        }
    }
}
