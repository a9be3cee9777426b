using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace CoEvolve.Engines.Tests;

/// <summary>Listens to the metrics of runs, and keeps every measurement.</summary>
internal sealed class Measurements : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<Measured> _all = new();
    private readonly ConcurrentDictionary<string, string> _units = new();

    public Measurements()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name != RunInstruments.Name)
                return;
            _units[instrument.Name] = instrument.Unit ?? "";
            listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>Units by the names of instruments.</summary>
    public IReadOnlyDictionary<string, string> Units => _units;

    /// <summary>What was measured under a name, in order.</summary>
    public IReadOnlyList<Measured> Of(string name) => [.. _all.Where(measured => measured.Name == name)];

    /// <summary>The sum of what was measured under a name, with some attributes.</summary>
    public double Sum(string name, params (string Key, object Value)[] attributes) =>
        Of(name).Where(measured => attributes.All(attribute => Equals(measured.Attributes[attribute.Key], attribute.Value))).Sum(measured => measured.Value);

    /// <summary>Asks for what is measured only when somebody asks.</summary>
    public void Collect() => _listener.RecordObservableInstruments();

    public void Dispose() => _listener.Dispose();

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _all.Enqueue(new Measured(instrument.Name, value, tags.ToArray().ToDictionary(tag => tag.Key, tag => tag.Value)));
}

/// <summary>One measurement.</summary>
internal sealed record Measured(string Name, double Value, IReadOnlyDictionary<string, object?> Attributes);
