namespace CoEvolve.Engines.Tests;

/// <summary>A clock that stands still until a test moves it. Thread-safe.</summary>
internal sealed class ManualClock : TimeProvider
{
    /// <summary>When it begins.</summary>
    public static readonly DateTimeOffset Beginning = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    // Timestamps of a clock that has run for a while are not zero.
    private long _ticks = TimeSpan.TicksPerHour;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    public override DateTimeOffset GetUtcNow() => Beginning + TimeSpan.FromTicks(GetTimestamp() - TimeSpan.TicksPerHour);

    /// <summary>Lets time pass.</summary>
    public void Pass(double seconds) => Interlocked.Add(ref _ticks, TimeSpan.FromSeconds(seconds).Ticks);
}
