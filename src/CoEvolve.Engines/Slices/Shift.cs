namespace CoEvolve.Engines;

/// <summary>The workers of one run: who is at work, and how those without work are called back. Thread-safe.</summary>
/// <remarks>
/// Work comes back only from a worker that has some. So the run is over when the last one leaves without having found any,
/// unless it is endless, because others bring work too.
/// </remarks>
internal sealed class Shift(int workers, bool endless) : IDisposable
{
    private CancellationTokenSource _recall = new();
    private int _atWork = workers;
    private bool _over;

    /// <summary>
    /// Cancelled at the next <see cref="CallBack"/>. Whoever looks for work takes it first, so that nothing is missed that comes
    /// back between the look and the wait.
    /// </summary>
    public CancellationToken Recall => Volatile.Read(ref _recall).Token;

    /// <summary>Calls back all who have left: there may be work for them, or there never will be.</summary>
    public void CallBack() => Interlocked.Exchange(ref _recall, new CancellationTokenSource()).Cancel();

    /// <summary>Once all workers are gone.</summary>
    public void Dispose() => _recall.Dispose();

    /// <summary>A worker that has found nothing leaves.</summary>
    /// <returns>False if nobody has any work, and so nobody will have.</returns>
    public bool TryLeave()
    {
        if (Interlocked.Decrement(ref _atWork) > 0 || endless)
            return true;
        Volatile.Write(ref _over, true);
        CallBack();
        return false;
    }

    /// <summary>A worker that had left comes back to look.</summary>
    /// <returns>False if the run is over.</returns>
    public bool TryReturn()
    {
        Interlocked.Increment(ref _atWork);
        return !Volatile.Read(ref _over);
    }
}
