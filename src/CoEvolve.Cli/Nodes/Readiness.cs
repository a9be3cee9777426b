using CoEvolve.Engines;

namespace CoEvolve.Cli;

/// <summary>
/// Looks whether a database can be used, when asked, and not more often than every few seconds: whoever asks in between gets what was
/// found, or waits with others for the look that is under way. Thread-safe.
/// </summary>
/// <param name="look">Throws a <see cref="StoreException"/> that says what is wrong. May take a while.</param>
/// <param name="clock">Takes the time between looks.</param>
internal sealed class Readiness(Action look, TimeProvider clock)
{
    /// <summary>How long an answer is good for.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    private readonly Lock _gate = new();
    private Task<string?>? _latest;
    private long _asked;

    /// <summary>What is wrong, as a sentence; null if nothing is.</summary>
    public Task<string?> Problem()
    {
        lock (_gate)
        {
            if (_latest is null || (_latest.IsCompleted && clock.GetElapsedTime(_asked) >= Interval))
            {
                _asked = clock.GetTimestamp();
                _latest = Departure.Start(Look);
            }

            return _latest;
        }
    }

    private string? Look()
    {
        try
        {
            look();
            return null;
        }
        catch (StoreException exception)
        {
            return exception.Message;
        }
    }
}
