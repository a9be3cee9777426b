using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using CoEvolve.Actors;

namespace CoEvolve.Engines.Akka;

/// <summary>
/// Runs each ecosystem as Akka actors, one for each of the project's own, in an actor system of this process. Threads that are
/// lent help with whatever work the actors divide, as with <see cref="LocalEngine"/>.
/// </summary>
/// <remarks>No cluster, no network. Gives the same bits as every engine. Disposing of it stops the actor system.</remarks>
public sealed class AkkaEngine : IEngine, IDisposable
{
    private readonly ActorSystem _system;
    private readonly WorkCrew _crew = new(Math.Max(1, Environment.ProcessorCount - 1));

    /// <summary>Starts the actor system: a third of a second.</summary>
    /// <param name="configuration">HOCON that goes before the project's own (akka.hocon); null for none.</param>
    /// <param name="parallel">Ecosystems at a time, 1 or more; as many threads compute. Null for one a core.</param>
    /// <param name="log">Gets what Akka.NET logs, from any thread; null for nobody.</param>
    /// <exception cref="ConfigurationException">The configuration cannot be read.</exception>
    public AkkaEngine(string? configuration = null, int? parallel = null, Action<NodeLogEntry>? log = null) =>
        _system = ActorSystem.Create(
            "coevolve",
            ActorSystemSetup.Create(
                BootstrapSetup.Create().WithConfig(EngineConfiguration.Local(configuration, parallel ?? Environment.ProcessorCount)),
                new NodeLogSetup(log ?? (_ => { }))));

    /// <inheritdoc/>
    public IEcosystemHost Open(EcosystemSpec spec, EcosystemCheckpoint checkpoint, IRecordSink sink, IPulse? pulse = null)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(checkpoint);
        ArgumentNullException.ThrowIfNull(sink);
        return new AkkaHost(_system, spec, checkpoint, sink, pulse, _crew);
    }

    /// <inheritdoc/>
    public void Lend(CancellationToken recall) => _crew.Lend(recall);

    /// <inheritdoc/>
    public void Dispose()
    {
        _system.Terminate().Wait();
        _system.Dispose();
    }
}
