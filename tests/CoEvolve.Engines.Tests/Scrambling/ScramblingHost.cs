using System.Runtime.ExceptionServices;
using CoEvolve.Actors;

namespace CoEvolve.Engines.Tests;

/// <summary>
/// One scrambled ecosystem. The caller's thread is the engine: whenever all actors are idle it releases some of the
/// messages under way, the actors handle them at the same time, each on its thread, and what they send lies with the post
/// until a later release. So the schedule is random and yet a function of the seed alone.
/// </summary>
/// <remarks>
/// It stops as soon as the answer is there, with messages of the generation before still lying: the next call meets them.
/// </remarks>
internal sealed class ScramblingHost : IEcosystemHost
{
    private readonly IRecordSink _sink;
    private readonly IPulse? _pulse;
    private readonly Post _post;
    private readonly CountdownEvent _busy = new(1);
    private readonly ActorThread?[] _actors;
    private EcosystemCheckpoint? _checkpoint;
    private bool _reached;
    private bool _applied;

    public ScramblingHost(EcosystemSpec spec, EcosystemCheckpoint checkpoint, IRecordSink sink, IPulse? pulse, int seed)
    {
        IActor?[] actors = EcosystemActors.Create(spec, checkpoint);
        _sink = sink;
        _pulse = pulse;
        _post = new Post(seed);
        _actors = [.. actors.Select((actor, i) => actor is null ? null : new ActorThread(new ActorId(i), actor, _post, _busy))];
        Generation = checkpoint.Generation;
    }

    public int Generation { get; private set; }

    public HaltReason Halt { get; private set; }

    public void Apply(PendingCommand command)
    {
        _applied = false;
        _post.Hold(Roster.Engine, Roster.Coordinator, new ApplyCommand { Sender = Roster.Engine, Generation = Generation, Command = command.Command, Id = command.Id });
        while (!_applied)
            Deliver();
    }

    public void RunUntil(int generation)
    {
        _reached = false;
        _post.Hold(Roster.Engine, Roster.Coordinator, new RunUntil { Sender = Roster.Engine, Generation = generation });
        while (!_reached)
            Deliver();
    }

    public EcosystemCheckpoint TakeCheckpoint()
    {
        _checkpoint = null;
        _post.Hold(Roster.Engine, Roster.Coordinator, new GetCheckpoint { Sender = Roster.Engine });
        while (_checkpoint is null)
            Deliver();
        return _checkpoint;
    }

    public void Dispose()
    {
        foreach (ActorThread? actor in _actors)
            actor?.Dispose();
        _busy.Dispose();
    }

    private void Deliver()
    {
        if (_post.Count == 0)
            throw new ProtocolException("Everybody waits, and no message is under way.");
        _busy.Reset(1);
        foreach ((ActorId recipient, byte[] bytes) in _post.Release())
        {
            if (recipient == Roster.Engine)
            {
                Take(MessageCodec.FromBytes(bytes));
                continue;
            }

            _busy.AddCount();
            _actors[recipient.Index]!.Deliver(bytes);
        }

        _busy.Signal();
        _busy.Wait();
        foreach (ActorThread? actor in _actors)
        {
            if (actor?.Failure is Exception failure)
                ExceptionDispatchInfo.Throw(failure);
        }

        // While actors are at work the caller only waits; between deliveries it knows that they have been.
        _pulse?.Beat();
    }

    private void Take(Message message)
    {
        switch (message)
        {
            case GenerationRecorded recorded:
                _sink.Take(recorded.Record);
                break;
            case TargetReached reached:
                Generation = message.Generation;
                Halt = reached.Halt;
                _reached = true;
                break;
            case CommandApplied applied:
                _sink.Take(new AppliedCommand(applied.Id, applied.Command, applied.Generation));
                _applied |= applied.Id > 0;
                break;
            case CheckpointTaken taken:
                _checkpoint = taken.Checkpoint;
                break;
            default:
                throw new ProtocolException($"The engine got {message.GetType().Name}, which it does not know.");
        }
    }
}
