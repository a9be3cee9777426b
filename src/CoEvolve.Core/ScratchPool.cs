namespace CoEvolve.Core;

/// <summary>
/// Scratch memory for the parts of a work, made when first wanted and then kept: as many pieces as parts were ever done at the
/// same time. Thread-safe.
/// </summary>
/// <remarks>For parts whose scratch is large: one piece a part would be more memory than the work itself needs.</remarks>
internal sealed class ScratchPool<T>(Func<T> make)
    where T : class
{
    private readonly T?[] _free = new T?[WorkParts.Most];

    /// <summary>A piece for the caller alone; what stands in it means nothing.</summary>
    public T Rent()
    {
        foreach (ref T? place in _free.AsSpan())
        {
            if (Volatile.Read(ref place) is not null && Interlocked.Exchange(ref place, null) is T piece)
                return piece;
        }

        return make();
    }

    /// <summary>Takes a piece back.</summary>
    public void Return(T piece)
    {
        foreach (ref T? place in _free.AsSpan())
        {
            if (Volatile.Read(ref place) is null && Interlocked.CompareExchange(ref place, piece, null) is null)
                return;
        }
    }
}
