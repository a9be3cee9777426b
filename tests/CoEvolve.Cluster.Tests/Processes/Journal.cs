using System.Diagnostics;
using System.Globalization;

namespace CoEvolve.Cluster.Tests;

/// <summary>What happened in a test with many processes, in one order of time: what they printed, and what was done to them. Thread-safe.</summary>
internal sealed class Journal
{
    private readonly Lock _gate = new();
    private readonly List<string> _lines = [];
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    /// <summary>Time since the beginning.</summary>
    public TimeSpan Elapsed => _clock.Elapsed;

    /// <summary>Writes a line down.</summary>
    /// <param name="who">A process, or what the test itself does.</param>
    /// <param name="what">What it printed or did.</param>
    public void Add(string who, string what)
    {
        lock (_gate)
            _lines.Add(string.Create(CultureInfo.InvariantCulture, $"{_clock.Elapsed.TotalSeconds,7:0.000}  {who,-12} {what}"));
    }

    /// <summary>All of it.</summary>
    public override string ToString()
    {
        lock (_gate)
            return string.Join('\n', _lines);
    }
}
