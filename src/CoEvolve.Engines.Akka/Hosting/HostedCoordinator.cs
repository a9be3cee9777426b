using Akka.Actor;
using CoEvolve.Actors;

namespace CoEvolve.Engines.Akka;

/// <summary>A coordinator's shell that a host in the same process gives orders to.</summary>
internal sealed class HostedCoordinator : CoordinatorShell
{
    private readonly AkkaHost _host;
    private readonly RunUntil _next = new() { Sender = Roster.Engine };
    private int _from = -1;
    private int? _reached;

    private HostedCoordinator(AkkaHost host, WorkCrew crew)
        : base(crew) => _host = host;

    /// <summary>How one is made.</summary>
    public static Props Props(AkkaHost host, WorkCrew crew) =>
        global::Akka.Actor.Props.CreateBy(new Maker<HostedCoordinator>(() => new HostedCoordinator(host, crew))).WithDispatcher(EngineConfiguration.ModelDispatcher);

    /// <inheritdoc/>
    protected override void Take(Message message)
    {
        _host.Take(message);
        if (message is TargetReached)
            _reached = message.Generation;
    }

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

        // Between the coordinator's messages, never within one of them.
        while (_reached is int generation)
        {
            int from = _from;
            (_from, _reached) = (generation, null);
            if (!GoesOn(from))
                break;
            _next.Generation = generation + 1;
            Deliver(_next);
        }
    }

    private bool GoesOn(int from)
    {
        try
        {
            return _host.GoesOn(from);
        }
        catch (Exception e)
        {
            // The caller's, whose question it was.
            _host.Fail(e);
            return false;
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
}
