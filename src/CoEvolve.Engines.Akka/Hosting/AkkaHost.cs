using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Akka.Actor;
using CoEvolve.Actors;

namespace CoEvolve.Engines.Akka;

/// <summary>
/// One ecosystem of Akka actors, and the thread that runs it: it sends the coordinator an order and waits for the answer. While it waits
/// it passes on the actors' signs of life, which have to come from this thread (<see cref="IPulse"/>).
/// </summary>
internal sealed class AkkaHost : IEcosystemHost
{
    // To wake the caller costs some microseconds. Not by the clock alone, or what is over soon on a fast machine would not beat at all.
    private static readonly long BeatInterval = Stopwatch.Frequency / 500;
    private const int SignsPerBeat = 32;

    private readonly object _gate = new();
    private readonly IRecordSink _sink;
    private readonly IPulse? _pulse;
    private readonly IActorRef _coordinator;
    private Type? _awaited;
    private Func<bool>? _goesOn;
    private int _last;
    private long _lastBeat;
    private int _signs;
    private int _beats;
    private volatile bool _closed;
    private Exception? _failure;
    private EcosystemCheckpoint? _checkpoint;

    public AkkaHost(ActorSystem system, EcosystemSpec spec, EcosystemCheckpoint checkpoint, IRecordSink sink, IPulse? pulse, WorkCrew crew)
    {
        _sink = sink;
        _pulse = pulse;
        Generation = checkpoint.Generation;
        var opening = new OpenEcosystem(spec, checkpoint, pulse is null ? null : Beat, Interval: 0);
        _coordinator = system.ActorOf(HostedCoordinator.Props(this, crew));
        try
        {
            Order(opening, typeof(OpenEcosystem));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public int Generation { get; private set; }

    /// <inheritdoc/>
    public HaltReason Halt { get; private set; }

    /// <inheritdoc/>
    public void Apply(PendingCommand command)
    {
        ArgumentNullException.ThrowIfNull(command);
        Order(new ApplyCommand { Sender = Roster.Engine, Generation = Generation, Command = command.Command, Id = command.Id }, typeof(CommandApplied));
    }

    /// <inheritdoc/>
    public void RunUntil(int generation) => Order(new RunUntil { Sender = Roster.Engine, Generation = generation }, typeof(TargetReached));

    /// <inheritdoc/>
    public void RunWhile(int last, Func<bool> goesOn)
    {
        ArgumentNullException.ThrowIfNull(goesOn);
        (_last, _goesOn) = (last, goesOn);
        try
        {
            RunUntil(Generation + 1);
        }
        finally
        {
            _goesOn = null;
        }
    }

    /// <summary>Whether the coordinator, which has reached a generation, is to go on to the next; if not, the caller has its answer. On an actor's thread.</summary>
    public bool GoesOn(int from)
    {
        if (_goesOn is { } goesOn && !_closed && Generation > from && Generation < _last && Halt == HaltReason.None && goesOn())
            return true;
        Answer(typeof(TargetReached));
        return false;
    }

    /// <inheritdoc/>
    public EcosystemCheckpoint TakeCheckpoint()
    {
        Order(new GetCheckpoint { Sender = Roster.Engine }, typeof(CheckpointTaken));
        return _checkpoint!;
    }

    /// <summary>Stops the actors. What they are in the middle of they give up at the next part of it, or it comes to nothing.</summary>
    public void Dispose()
    {
        _closed = true;
        _coordinator.Tell(PoisonPill.Instance);
    }

    /// <summary>Takes what the coordinator tells the engine. On an actor's thread, while the caller waits.</summary>
    public void Take(Message message)
    {
        if (_closed)
            return;
        switch (message)
        {
            case GenerationRecorded recorded:
                _sink.Take(recorded.Record);
                break;
            case TargetReached reached:
                Generation = message.Generation;
                Halt = reached.Halt;
                break;
            case CommandApplied applied:
                _sink.Take(new AppliedCommand(applied.Id, applied.Command, applied.Generation));
                if (applied.Id > 0)
                    Answer(typeof(CommandApplied));
                break;
            case CheckpointTaken taken:
                _checkpoint = taken.Checkpoint;
                Answer(typeof(CheckpointTaken));
                break;
            default:
                throw new ProtocolException($"The engine got {message.GetType().Name}, which it does not know.");
        }
    }

    /// <summary>The actors are there.</summary>
    public void Opened() => Answer(typeof(OpenEcosystem));

    /// <summary>One of the actors threw.</summary>
    public void Fail(Exception cause)
    {
        lock (_gate)
        {
            _failure ??= cause;
            Monitor.PulseAll(_gate);
        }
    }

    private void Order(object order, Type answer)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            ThrowIfFailed();
            _awaited = answer;
        }

        _coordinator.Tell(order, ActorRefs.NoSender);
        while (!TryAwait(out bool beaten))
        {
            if (beaten)
                _pulse!.Beat();
        }
    }

    // Returns true when the answer is there, and false when there is something to do before.
    private bool TryAwait(out bool beaten)
    {
        lock (_gate)
        {
            while (_awaited is not null && _failure is null && _beats == 0)
                Monitor.Wait(_gate);
            beaten = _beats > 0;
            if (beaten)
                _beats--;
            ThrowIfFailed();
            // All beats are passed on before the answer, however late this thread comes to it.
            return _awaited is null && !beaten;
        }
    }

    private void ThrowIfFailed()
    {
        if (_failure is not null)
            ExceptionDispatchInfo.Throw(_failure);
    }

    private void Answer(Type answer)
    {
        lock (_gate)
        {
            if (_awaited != answer)
                return;
            _awaited = null;
            Monitor.PulseAll(_gate);
        }
    }

    // On an actor's thread, or that of whoever helps it.
    private void Beat()
    {
        if (_closed)
            throw new AbandonedException();
        long now = Stopwatch.GetTimestamp();
        if (Interlocked.Increment(ref _signs) % SignsPerBeat != 0 && now - Volatile.Read(ref _lastBeat) < BeatInterval)
            return;
        lock (_gate)
        {
            _lastBeat = now;
            // Nobody hears of beats after the answer.
            if (_awaited is null)
                return;
            _beats++;
            Monitor.PulseAll(_gate);
        }
    }
}
