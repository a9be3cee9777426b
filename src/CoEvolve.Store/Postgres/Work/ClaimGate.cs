namespace CoEvolve.Store;

/// <summary>
/// Lets the workers of a process hold claims side by side, or one of them hold the only one: what is to show whether it kills a
/// process must be alone in it. Thread-safe.
/// </summary>
/// <remarks>Who wants to be alone waits for the claims that are held to end, and lets nobody else in meanwhile.</remarks>
internal sealed class ClaimGate
{
    private readonly object _gate = new();
    private int _inside;
    private int _wanting;
    private bool _alone;

    /// <summary>Waits until a claim may be held, and counts it.</summary>
    /// <param name="alone">Whether it must be the only one, until <see cref="Share"/> or <see cref="Leave"/>.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="OperationCanceledException">It was cancelled while it waited.</exception>
    public void Enter(bool alone, CancellationToken cancellation)
    {
        using CancellationTokenRegistration waking = cancellation.Register(WakeAll);
        lock (_gate)
        {
            _wanting += alone ? 1 : 0;
            try
            {
                while (_alone || (alone ? _inside > 0 : _wanting > 0))
                {
                    cancellation.ThrowIfCancellationRequested();
                    Monitor.Wait(_gate);
                }

                _inside++;
                _alone = alone;
            }
            finally
            {
                _wanting -= alone ? 1 : 0;
                Monitor.PulseAll(_gate);
            }
        }
    }

    /// <summary>Lets others in beside the only one.</summary>
    public void Share()
    {
        lock (_gate)
        {
            _alone = false;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>A claim is held no longer.</summary>
    public void Leave()
    {
        lock (_gate)
        {
            _inside--;
            _alone = false;
            Monitor.PulseAll(_gate);
        }
    }

    private void WakeAll()
    {
        lock (_gate)
            Monitor.PulseAll(_gate);
    }
}
