using CoEvolve.Engines;

namespace CoEvolve.Actors.Tests;

/// <summary>A plain loop through which a test sees every message on its way, and may put another in its place.</summary>
/// <param name="tap">Gets recipient and message; what it returns is delivered.</param>
internal sealed class TappedEngine(Func<ActorId, Message, Message> tap) : IEngine
{
    public IEcosystemHost Open(EcosystemSpec spec, EcosystemCheckpoint checkpoint, IRecordSink sink, IPulse? pulse = null) =>
        new Host(EcosystemActors.Create(spec, checkpoint), tap, sink, pulse);

    private sealed class Host(IActor?[] actors, Func<ActorId, Message, Message> tap, IRecordSink sink, IPulse? pulse) : IEcosystemHost, IActorContext
    {
        private readonly Queue<(ActorId Recipient, Message Message)> _underWay = [];
        private EcosystemCheckpoint? _checkpoint;

        public int Generation { get; private set; }

        public HaltReason Halt { get; private set; }

        public void Apply(PendingCommand command) =>
            Ask(new ApplyCommand { Sender = Roster.Engine, Generation = Generation, Command = command.Command, Id = command.Id });

        public void RunUntil(int generation) => Ask(new RunUntil { Sender = Roster.Engine, Generation = generation });

        public EcosystemCheckpoint TakeCheckpoint()
        {
            Ask(new GetCheckpoint { Sender = Roster.Engine });
            return _checkpoint!;
        }

        public void Send(ActorId recipient, Message message)
        {
            message = tap(recipient, message);
            if (recipient != Roster.Engine)
                _underWay.Enqueue((recipient, message));
            else if (message is GenerationRecorded recorded)
                sink.Take(recorded.Record);
            else if (message is CheckpointTaken taken)
                _checkpoint = taken.Checkpoint;
            else if (message is CommandApplied applied)
                sink.Take(new AppliedCommand(applied.Id, applied.Command, applied.Generation));
            else
                (Generation, Halt) = (message.Generation, ((TargetReached)message).Halt);
        }

        public void Dispose()
        {
        }

        private void Ask(Message order)
        {
            Send(Roster.Coordinator, order);
            while (_underWay.TryDequeue(out (ActorId Recipient, Message Message) next))
            {
                actors[next.Recipient.Index]!.Receive(next.Message, this);
                pulse?.Beat();
            }
        }
    }
}
