using System.Diagnostics.Metrics;

namespace CoEvolve.Engines;

/// <summary>
/// The metric of how many ecosystems wait, for as long as this is not disposed of. Whoever collects it has them counted, at most
/// every 15 seconds; nobody is counted for who does not. Where they cannot be counted, there is no value.
/// </summary>
public sealed class WaitingGauge : IDisposable
{
    /// <summary>How seldom they are counted, however often the metric is collected.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    private readonly Lock _gate = new();
    private readonly Func<IReadOnlyList<(long Experiment, long Waiting)>> _count;
    private readonly TimeProvider _clock;
    private readonly Meter _meter = RunInstruments.NewMeter();
    private IReadOnlyList<Measurement<long>> _latest = [];
    private long? _counted;
    private volatile bool _isOver;

    /// <summary>Makes the metric.</summary>
    /// <param name="count">Counts them, by experiment; may take a while, and may throw <see cref="StoreException"/>.</param>
    /// <param name="clock">The system's clock by default.</param>
    public WaitingGauge(Func<IReadOnlyList<(long Experiment, long Waiting)>> count, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(count);
        _count = count;
        _clock = clock ?? TimeProvider.System;
        _meter.CreateObservableGauge("coevolve.ecosystem.waiting", Observe, "{ecosystem}", "Ecosystems that nobody has begun to compute, of experiments that are not finished.");
    }

    /// <summary>Ends the metric. What is being counted is not waited for.</summary>
    public void Dispose()
    {
        _isOver = true;
        _meter.Dispose();
    }

    private IReadOnlyList<Measurement<long>> Observe()
    {
        lock (_gate)
        {
            // The last collection of a process that ends must not wait for a database.
            if (_isOver || (_counted is { } before && _clock.GetElapsedTime(before) < Interval))
                return _latest;
            try
            {
                _latest = [.. _count().Select(entry => new Measurement<long>(entry.Waiting, KeyValuePair.Create<string, object?>(RunInstruments.ExperimentKey, entry.Experiment)))];
            }
            catch (StoreException)
            {
                _latest = [];
            }

            _counted = _clock.GetTimestamp();
            return _latest;
        }
    }
}
