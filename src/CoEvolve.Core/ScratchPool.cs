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
    private T? _ofFirstPart;

    /// <summary>A piece for one part alone; what stands in it means nothing.</summary>
    /// <param name="part">The first has a piece of its own, because for small work, which has one part, taking turns would cost.</param>
    public T Rent(int part)
    {
        if (part == 0)
            return _ofFirstPart ??= make();
        foreach (ref T? place in _free.AsSpan())
        {
            if (Volatile.Read(ref place) is not null && Interlocked.Exchange(ref place, null) is T piece)
                return piece;
        }

        return make();
    }

    /// <summary>Takes back what the part was lent.</summary>
    public void Return(int part, T piece)
    {
        if (part == 0)
            return;
        foreach (ref T? place in _free.AsSpan())
        {
            if (Volatile.Read(ref place) is null && Interlocked.CompareExchange(ref place, piece, null) is null)
                return;
        }
    }
}
