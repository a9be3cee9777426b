using System.Runtime.ExceptionServices;
using CoEvolve.Core;

namespace CoEvolve.Engines;

/// <summary>Where one divided work at a time is done: by the thread that took the desk, and by helpers that look in.</summary>
/// <remarks>
/// Parts are handed out by counting down one number. A part that was taken proves that the work is still under way, because
/// who divided it stays until all parts are done. So a helper that comes late, even one that read the number long ago, gets
/// a part of the next work or none; and what it reads afterwards belongs to the part.
/// </remarks>
internal sealed class WorkDesk
{
    private readonly object _gate = new();
    private IDividedWork? _work;
    private ExceptionDispatchInfo? _failure;
    private int _failedPart;
    private int _parts;
    private int _waiting;
    private int _undone;
    private int _taken;

    /// <summary>Whether there is a part that nobody does yet.</summary>
    public bool HasWork => Volatile.Read(ref _waiting) > 0;

    /// <summary>Takes the desk for oneself, if it is free. <see cref="Finish"/> gives it back.</summary>
    public bool TryTake() => Volatile.Read(ref _taken) == 0 && Interlocked.Exchange(ref _taken, 1) == 0;

    /// <summary>Lays out a work for everybody.</summary>
    public void Open(IDividedWork work, int parts)
    {
        _work = work;
        _parts = parts;
        _undone = parts;
        Interlocked.Exchange(ref _waiting, parts);
    }

    /// <summary>Does one part, if there is one that nobody does yet. What it throws is kept for <see cref="Finish"/>.</summary>
    public bool TryDoPart()
    {
        if (!HasWork)
            return false;
        int left = Interlocked.Decrement(ref _waiting);
        if (left < 0)
            return false;
        int part = _parts - 1 - left;
        try
        {
            _work!.DoPart(part);
        }
        catch (Exception e)
        {
            // It belongs to whoever divided the work, and must not end a helper.
            Keep(e, part);
        }

        if (Interlocked.Decrement(ref _undone) == 0)
        {
            lock (_gate)
                Monitor.Pulse(_gate);
        }

        return true;
    }

    /// <summary>Does parts until there are no more, waits for those of the helpers, and gives the desk back.</summary>
    /// <param name="pulse">Beats after each part that is done here, and once when all are done; null for none.</param>
    /// <exception cref="Exception">What the pulse threw; else what a part threw, and if several did, that of the lowest number.</exception>
    public void Finish(IPulse? pulse)
    {
        try
        {
            while (TryDoPart())
                pulse?.Beat();
            AwaitHelpers();
            pulse?.Beat();
        }
        catch
        {
            // Only the pulse throws here. Helpers may be in the middle of a part, so the desk must stay theirs until they are done.
            Withdraw();
            AwaitHelpers();
            Close();
            throw;
        }

        Close()?.Throw();
    }

    // Takes back the parts that nobody does yet.
    private void Withdraw()
    {
        int left = Interlocked.Exchange(ref _waiting, 0);
        if (left > 0)
            Interlocked.Add(ref _undone, -left);
    }

    private ExceptionDispatchInfo? Close()
    {
        ExceptionDispatchInfo? failure = _failure;
        _failure = null;
        _work = null;
        Volatile.Write(ref _taken, 0);
        return failure;
    }

    // A part takes tens of microseconds, less than waking up does; only a helper whose core is taken away lets us wait long.
    private void AwaitHelpers()
    {
        if (Volatile.Read(ref _undone) == 0)
            return;
        var patience = new Patience();
        while (patience.Spin())
        {
            if (Volatile.Read(ref _undone) == 0)
                return;
        }

        lock (_gate)
        {
            while (Volatile.Read(ref _undone) > 0)
                Monitor.Wait(_gate);
        }
    }

    private void Keep(Exception e, int part)
    {
        lock (_gate)
        {
            if (_failure is not null && _failedPart < part)
                return;
            _failure = ExceptionDispatchInfo.Capture(e);
            _failedPart = part;
        }
    }
}
