using Akka.Actor;
using CoEvolve.Actors;

namespace CoEvolve.Engines.Akka;

/// <summary>A coordinator's shell that a host in the same process gives orders to.</summary>
internal sealed class HostedCoordinator : CoordinatorShell
{
    private readonly AkkaHost _host;

    private HostedCoordinator(AkkaHost host, WorkCrew crew)
        : base(crew) => _host = host;

    /// <summary>How one is made.</summary>
    public static Props Props(AkkaHost host, WorkCrew crew) =>
        global::Akka.Actor.Props.CreateBy(new Maker(host, crew)).WithDispatcher(EngineConfiguration.ModelDispatcher);

    /// <inheritdoc/>
    protected override void Take(Message message) => _host.Take(message);

    /// <inheritdoc/>
    protected override void Fail(Exception cause) => _host.Fail(cause);

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case OpenEcosystem opening:
                Open(opening);
                break;
            case Message order when order.Sender == Roster.Engine:
                Deliver(order);
                break;
            default:
                base.OnReceive(message);
                break;
        }
    }

    private void Open(OpenEcosystem opening)
    {
        try
        {
            Open(opening.Spec, opening.Start, opening.Beat, opening.Interval);
            _host.Opened();
        }
        catch (Exception e)
        {
            // The caller's, who waits for it.
            _host.Fail(e);
        }
    }

    private sealed class Maker(AkkaHost host, WorkCrew crew) : IIndirectActorProducer
    {
        public Type ActorType => typeof(HostedCoordinator);

        public ActorBase Produce() => new HostedCoordinator(host, crew);

        public void Release(ActorBase actor)
        {
        }
    }
}
