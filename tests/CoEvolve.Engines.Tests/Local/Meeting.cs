using CoEvolve.Core;

namespace CoEvolve.Engines.Tests;

/// <summary>A work whose parts all wait for each other: it can only be done by as many threads as it has parts.</summary>
internal sealed class Meeting(int parts) : IDividedWork, IDisposable
{
    private readonly Barrier _all = new(parts);

    public void DoPart(int part)
    {
        // A test that would hang without helpers says so instead.
        if (!_all.SignalAndWait(TimeSpan.FromMinutes(1)))
            throw new TimeoutException("Nobody came to help.");
    }

    public void Dispose() => _all.Dispose();
}
