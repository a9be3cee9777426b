using System.Diagnostics;

namespace CoEvolve.Engines;

/// <summary>Waiting without sleep for what should come at once. Leaves the core to others that want it; ends after 200 µs, a few times what waking up costs.</summary>
internal struct Patience()
{
    private readonly long _end = Stopwatch.GetTimestamp() + (Stopwatch.Frequency / 5000);
    private SpinWait _spin;

    /// <summary>Waits a moment.</summary>
    /// <returns>False once patience is at an end, without waiting.</returns>
    public bool Spin()
    {
        if (Stopwatch.GetTimestamp() >= _end)
            return false;
        _spin.SpinOnce(sleep1Threshold: -1);
        return true;
    }
}
