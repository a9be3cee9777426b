namespace CoEvolve.Engines.Tests;

/// <summary>A pulse that counts its beats, may throw, and insists on one thread at a time: that which made it.</summary>
/// <param name="last">The beat that throws, from 1; 0 for none.</param>
internal sealed class CountingPulse(int last = 0) : IPulse
{
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private bool _strange;

    public int Beats { get; private set; }

    /// <summary>What the last beat throws.</summary>
    public Exception Stop { get; } = new InvalidOperationException("The claim is lost.");

    public void Beat()
    {
        _strange |= Environment.CurrentManagedThreadId != _thread;
        if (++Beats == last)
            throw Stop;
    }

    /// <summary>It never beat on another thread.</summary>
    public void AssertOneThread() => Assert.False(_strange, "It beat on another thread than that of its maker.");
}
