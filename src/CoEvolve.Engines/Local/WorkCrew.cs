using CoEvolve.Core;

namespace CoEvolve.Engines;

/// <summary>
/// Threads that have nothing else to do, and help with the parts of others' work. Whoever divides work opens a desk, and does
/// parts of it like the helpers that come to it. Thread-safe.
/// </summary>
/// <remarks>
/// Without helpers, dividing costs one look at a number. With them nothing is allocated either. Which thread does a part
/// changes no result, so neither do helpers, their number, or when they come and go.
/// </remarks>
public sealed class WorkCrew
{
    private readonly object _gate = new();
    private readonly WorkDesk[] _desks;
    private int _helpers;
    private int _asleep;

    /// <summary>Makes a crew without helpers.</summary>
    /// <param name="most">Helpers at work at the same time, 1 or more. Others that are lent only wait: threads without a core of their own would hold parts up.</param>
    public WorkCrew(int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        _desks = new WorkDesk[most];
        for (int i = 0; i < most; i++)
            _desks[i] = new WorkDesk();
    }

    /// <summary>Helpers that are at work or wait for some.</summary>
    public int Helpers => Volatile.Read(ref _helpers);

    /// <summary>Helpers that have waited in vain for a while, and must be woken for work.</summary>
    internal int Asleep => Volatile.Read(ref _asleep);

    /// <summary>Has all parts of a work done, by the caller and by whoever helps, and returns when they are.</summary>
    /// <param name="work">The work. It may divide further work itself.</param>
    /// <param name="parts">How many there are; 0 or more.</param>
    /// <param name="pulse">
    /// Beats, if there is more than one part, after each that the caller does itself, and after waiting for those of helpers;
    /// null for none.
    /// </param>
    /// <exception cref="Exception">
    /// What a part threw; if several did, that of the lowest number. Or what the pulse threw: parts that nobody had begun are
    /// left undone then.
    /// </exception>
    public void Divide(IDividedWork work, int parts, IPulse? pulse = null)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (parts > 1 && Volatile.Read(ref _helpers) > 0 && TakeDesk() is WorkDesk desk)
        {
            desk.Open(work, parts);
            Wake(parts - 1);
            desk.Finish(pulse);
            return;
        }

        for (int part = 0; part < parts; part++)
        {
            work.DoPart(part);
            if (parts > 1)
                pulse?.Beat();
        }
    }

    /// <summary>Makes the calling thread a helper. Returns when it is called back, once the part in hand is done.</summary>
    /// <param name="recall">Cancelled when the thread is wanted back.</param>
    public void Lend(CancellationToken recall)
    {
        using CancellationTokenRegistration waking = recall.UnsafeRegister(static crew => ((WorkCrew)crew!).WakeAll(), this);
        if (Interlocked.Increment(ref _helpers) <= _desks.Length)
        {
            while (!recall.IsCancellationRequested)
            {
                if (!TryDoPart())
                    AwaitWork(recall);
            }
        }

        Interlocked.Decrement(ref _helpers);
        AwaitRecall(recall);
    }

    private WorkDesk? TakeDesk()
    {
        foreach (WorkDesk desk in _desks)
        {
            if (desk.TryTake())
                return desk;
        }

        return null;
    }

    private bool TryDoPart()
    {
        foreach (WorkDesk desk in _desks)
        {
            if (desk.TryDoPart())
                return true;
        }

        return false;
    }

    private bool HasWork()
    {
        foreach (WorkDesk desk in _desks)
        {
            if (desk.HasWork)
                return true;
        }

        return false;
    }

    private void AwaitWork(CancellationToken recall)
    {
        var patience = new Patience();
        while (patience.Spin())
        {
            if (recall.IsCancellationRequested || HasWork())
                return;
        }

        lock (_gate)
        {
            // First it counts as asleep, then it looks once more; who divides opens a desk first, then looks for sleepers.
            // So one of the two sees the other.
            Interlocked.Increment(ref _asleep);
            while (!recall.IsCancellationRequested && !HasWork())
                Monitor.Wait(_gate);
            Interlocked.Decrement(ref _asleep);
        }
    }

    private void AwaitRecall(CancellationToken recall)
    {
        lock (_gate)
        {
            while (!recall.IsCancellationRequested)
                Monitor.Wait(_gate);
        }
    }

    private void Wake(int most)
    {
        int asleep = Volatile.Read(ref _asleep);
        if (asleep == 0)
            return;
        lock (_gate)
        {
            for (int i = Math.Min(most, asleep); i > 0; i--)
                Monitor.Pulse(_gate);
        }
    }

    private void WakeAll()
    {
        lock (_gate)
            Monitor.PulseAll(_gate);
    }
}
