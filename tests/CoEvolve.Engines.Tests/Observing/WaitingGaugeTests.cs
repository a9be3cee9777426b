using System.Diagnostics.Metrics;

namespace CoEvolve.Engines.Tests;

public sealed class WaitingGaugeTests : IDisposable
{
    // Its own experiments: tests beside this one have gauges too.
    private const long First = 1001, Second = 1002;

    private readonly ManualClock _clock = new();
    private readonly MeterListener _listener = new();
    private readonly List<(long Experiment, long Waiting)> _seen = [];
    private int _counts;

    public WaitingGaugeTests()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "coevolve.ecosystem.waiting")
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
        {
            if (tags[0].Value is First or Second)
                _seen.Add(((long)tags[0].Value!, value));
        });
        _listener.Start();
    }

    public void Dispose() => _listener.Dispose();

    [Fact]
    public void Nobody_counts_until_somebody_collects_and_then_every_fifteen_seconds_at_most()
    {
        using var gauge = new WaitingGauge(() => [(First, 100 - ++_counts), (Second, 0)], _clock);
        Assert.Equal(0, _counts);
        Assert.Equal([(First, 99), (Second, 0)], Collect());
        _clock.Pass(14.9);
        Assert.Equal([(First, 99), (Second, 0)], Collect());
        Assert.Equal(1, _counts);
        _clock.Pass(0.1);
        Assert.Equal([(First, 98), (Second, 0)], Collect());
        Assert.Equal(2, _counts);
    }

    [Fact]
    public void Where_they_cannot_be_counted_there_is_no_value_and_no_second_try_at_once()
    {
        using var gauge = new WaitingGauge(() => ++_counts == 2 ? throw new StoreException("away") : [(First, 5)], _clock);
        Assert.Equal([(First, 5)], Collect());
        _clock.Pass(20);
        Assert.Empty(Collect());
        _clock.Pass(1);
        Assert.Empty(Collect());
        Assert.Equal(2, _counts);
        _clock.Pass(20);
        Assert.Equal([(First, 5)], Collect());
    }

    [Fact]
    public void When_it_is_over_nobody_counts()
    {
        var gauge = new WaitingGauge(() => [(First, ++_counts)], _clock);
        gauge.Dispose();
        Assert.Empty(Collect());
        Assert.Equal(0, _counts);
    }

    private List<(long Experiment, long Waiting)> Collect()
    {
        _seen.Clear();
        _listener.RecordObservableInstruments();
        return [.. _seen];
    }
}
