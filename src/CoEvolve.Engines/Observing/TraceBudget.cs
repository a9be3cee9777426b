namespace CoEvolve.Engines;

/// <summary>Bounds how many traces are made in a second. Thread-safe.</summary>
/// <param name="most">In each second.</param>
/// <param name="clock">Tells when the next second begins.</param>
internal sealed class TraceBudget(int most, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private long _second = -1;
    private int _left;

    /// <summary>Takes one, if there is one left.</summary>
    public bool TryTake()
    {
        long second = clock.GetTimestamp() / clock.TimestampFrequency;
        lock (_gate)
        {
            if (second != _second)
                (_second, _left) = (second, most);
            if (_left == 0)
                return false;
            _left--;
            return true;
        }
    }
}
