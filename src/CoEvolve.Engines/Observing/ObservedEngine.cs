using System.Collections.Concurrent;
using CoEvolve.Actors;

namespace CoEvolve.Engines;

/// <summary>
/// Lets somebody watch every generation of ecosystems that another engine runs, while no more is stored than their specs
/// ask for. Watching changes no result, because recording does not.
/// </summary>
/// <remarks>
/// The observer of an ecosystem is called on the thread that runs it, before the record is stored. After a restart from a
/// checkpoint at T, generation T may come a second time, the same. Measuring every generation costs: the ecosystem runs as
/// if it recorded all of them.
/// </remarks>
public sealed class ObservedEngine : IEngine
{
    private readonly IEngine _inner;
    private readonly Func<EcosystemSpec, EcosystemCheckpoint, IRecordSink> _observerOf;
    private readonly ConcurrentDictionary<EcosystemSpec, EcosystemSpec> _watched = new();

    /// <summary>Wraps an engine.</summary>
    /// <param name="inner">Runs the ecosystems.</param>
    /// <param name="observerOf">Gives the observer of an ecosystem that is about to start; thread-safe.</param>
    public ObservedEngine(IEngine inner, Func<EcosystemSpec, EcosystemCheckpoint, IRecordSink> observerOf)
    {
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentNullException.ThrowIfNull(observerOf);
        _inner = inner;
        _observerOf = observerOf;
    }

    /// <inheritdoc/>
    public IEcosystemHost Open(EcosystemSpec spec, EcosystemCheckpoint checkpoint, IRecordSink sink, IPulse? pulse = null)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(sink);
        EcosystemSpec watched = _watched.GetOrAdd(spec, static s => s.WithRecording(new RecordingSpec(1, captions: true, s.Recording.Snapshots)));
        return _inner.Open(watched, checkpoint, new Tee(_observerOf(spec, checkpoint), sink, spec), pulse);
    }

    /// <inheritdoc/>
    public void Lend(CancellationToken recall) => _inner.Lend(recall);

    private sealed class Tee(IRecordSink observer, IRecordSink sink, EcosystemSpec spec) : IRecordSink
    {
        public void Take(AppliedCommand command)
        {
            observer.Take(command);
            sink.Take(command);
        }

        public void Take(GenerationRecord record)
        {
            observer.Take(record);
            record.Narrow(spec.Recording);
            if (record.HasMetrics || record.Snapshots.Count > 0)
                sink.Take(record);
        }
    }
}
