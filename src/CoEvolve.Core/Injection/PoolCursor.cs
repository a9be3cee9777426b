namespace CoEvolve.Core;

/// <summary>
/// How far each caption's real user images are used up: the epoch (how often the pool has been shuffled) and the position
/// in it. The permutation itself is a pure function of the epoch, so this is all a checkpoint needs.
/// </summary>
public sealed class PoolCursor
{
    /// <summary>Starts at the beginning of epoch 0 for each of K captions.</summary>
    public PoolCursor(int captions)
        : this(new int[captions], new int[captions])
    {
    }

    /// <summary>Wraps the given positions, which are not copied.</summary>
    /// <param name="epochs">Length K, each ≥ 0.</param>
    /// <param name="positions">Length K, each ≥ 0 and at most the size of the caption's pool.</param>
    public PoolCursor(int[] epochs, int[] positions)
    {
        ArgumentNullException.ThrowIfNull(epochs);
        ArgumentNullException.ThrowIfNull(positions);
        Preconditions.Require(epochs.Length == positions.Length, "Epochs and positions have different lengths.", nameof(positions));
        Epochs = epochs;
        Positions = positions;
    }

    /// <summary>How often each caption's pool was used up, length K.</summary>
    public int[] Epochs { get; }

    /// <summary>How many images of the current epoch each caption has used, length K.</summary>
    public int[] Positions { get; }

    /// <summary>Copies to <paramref name="other"/>, which has the same length.</summary>
    public void CopyTo(PoolCursor other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Epochs.AsSpan().CopyTo(other.Epochs);
        Positions.AsSpan().CopyTo(other.Positions);
    }
}
