namespace CoEvolve.Engines;

/// <summary>
/// Stores a worker's slice while the worker computes the next: a server and its disk take milliseconds that a core should not wait
/// for. One at a time, so a slow store slows its worker. For one thread.
/// </summary>
internal sealed class WriteBehind : IDisposable
{
    private Task? _pending;

    /// <summary>Starts to store, once what is under way is stored.</summary>
    /// <exception cref="Exception">What storing the slice before has thrown; nothing was started.</exception>
    public void Start(Action store)
    {
        Finish();
        _pending = Task.Run(store);
    }

    /// <summary>Waits for what is under way.</summary>
    /// <returns>Whether there was anything.</returns>
    /// <exception cref="Exception">What storing it has thrown.</exception>
    public bool Finish()
    {
        if (_pending is not { } pending)
            return false;
        _pending = null;
        pending.GetAwaiter().GetResult();
        return true;
    }

    /// <summary>Waits without a word: whoever comes here in haste has an error of its own to tell.</summary>
    public void Dispose() => ((IAsyncResult?)_pending)?.AsyncWaitHandle.WaitOne();
}
