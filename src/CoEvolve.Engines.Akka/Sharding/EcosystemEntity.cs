using System.Diagnostics;
using Akka.Actor;
using Akka.Cluster.Sharding;
using CoEvolve.Actors;

namespace CoEvolve.Engines.Akka;

/// <summary>
/// An ecosystem's coordinator as an entity of the cluster: it lives on one node, is started elsewhere when that node dies, and is reached
/// by its name. It advances slice by slice:
/// <list type="number">
/// <item><description><b>Wait</b> in the node's queue for a place to compute at (<see cref="Workplaces"/>).</description></item>
/// <item><description><b>Claim</b> the ecosystem in the store, which keeps all others off, and take up its checkpoint and commands.</description></item>
/// <item><description><b>Run</b>: generation after generation by messages between the coordinator, the models and the injectors; commands come by message.</description></item>
/// <item><description><b>Store</b> checkpoint, rows and applied commands in one transaction; leave the place, and wait again.</description></item>
/// </list>
/// </summary>
/// <remarks>
/// Nothing of it has to survive: what counts is in the store. Should the cluster have two of it for a while, the second finds the
/// ecosystem held, and tries again later.
/// </remarks>
internal sealed class EcosystemEntity : CoordinatorShell, IWithTimers
{
    private static readonly long BeatInterval = Stopwatch.Frequency / 5;
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(1);

    private readonly EcosystemKey _key;
    private readonly NodeServices _node;
    private readonly IActorRef _workplaces;
    private readonly ClusterNodeOptions _options;
    private IActorRef? _place;
    private Slice? _slice;
    private Phase _phase;
    private EcosystemStatus _stored;
    private bool _isLeaving;
    private bool _isEnding;
    private bool _hasNews;

    /// <param name="key">Which ecosystem it is.</param>
    /// <param name="node">The node's store and specs.</param>
    /// <param name="workplaces">The node's places.</param>
    public EcosystemEntity(EcosystemKey key, NodeServices node, IActorRef workplaces)
        : base(node.Crew)
    {
        _key = key;
        _node = node;
        _workplaces = workplaces;
        _options = node.Options;
    }

    private enum Phase
    {
        /// <summary>In the queue, or about to try again.</summary>
        Waiting,

        /// <summary>At a place; the store is asked.</summary>
        Claiming,

        /// <summary>At a place; the actors compute.</summary>
        Running,

        /// <summary>At a place; the slice is being stored.</summary>
        Storing,

        /// <summary>There is nothing to do; the shard has been asked to stop it.</summary>
        Resting,
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>Also without a message: a shard that comes up remembers who was at work.</summary>
    protected override void PreStart() => Ask(urgent: false);

    /// <inheritdoc/>
    protected override void PostStop()
    {
        _slice?.Abandon();
        _place?.Tell(new LeavePlace(Self));
    }

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case RunEcosystem:
                // Also from one that waits: it may be that nobody knows of it any more.
                if (_phase == Phase.Resting || (_phase == Phase.Waiting && !Timers.IsTimerActive(nameof(TryAgain))))
                    Ask(urgent: false);
                break;
            case GiveCommands give:
                Hear(give);
                break;
            case PlaceGiven given:
                Claim(given.Place);
                break;
            case EcosystemTaken taken when _phase == Phase.Claiming && Sender.Equals(_place):
                Begin(taken);
                break;
            case SliceStored when _phase == Phase.Storing && Sender.Equals(_place):
                EndStored();
                break;
            case ClaimGone when _phase is Phase.Running or Phase.Storing && Sender.Equals(_place):
                DropSlice();
                GoOnLater();
                break;
            case EndSlice:
                _isEnding = true;
                if (_slice is not null)
                    _slice.IsCutShort = true;
                break;
            case TryAgain when _phase == Phase.Waiting && _place is null:
                Ask(urgent: false);
                break;
            case TryAgain:
                break;
            case LeaveShard:
                Leave();
                break;
            default:
                base.OnReceive(message);
                break;
        }

        GoOn();
    }

    /// <inheritdoc/>
    protected override void Take(Message message)
    {
        Slice slice = _slice!;
        switch (message)
        {
            case GenerationRecorded recorded:
                slice.Recorded.Take(recorded.Record);
                break;
            case TargetReached reached:
                slice.Reach(message.Generation, reached.Halt);
                break;
            case CommandApplied applied:
                slice.Recorded.Take(new AppliedCommand(applied.Id, applied.Command, applied.Generation));
                break;
            case CheckpointTaken taken:
                _node.Progress.AddGenerations(slice.Generation - slice.Start.Generation);
                Store(SliceEnd.Of(slice.Ecosystem, slice.Spec, slice.Halt, taken.Checkpoint, slice.Recorded));
                break;
            default:
                throw new ProtocolException($"The engine got {message.GetType().Name}, which it does not know.");
        }
    }

    /// <inheritdoc/>
    protected override void Fail(Exception cause)
    {
        if (_phase != Phase.Running || cause is AbandonedException)
            return;
        Store(SliceEnd.Failed(_slice!.Ecosystem, cause));
    }

    private void Ask(bool urgent)
    {
        _phase = Phase.Waiting;
        _hasNews = urgent;
        _workplaces.Tell(new AskForPlace(urgent));
    }

    private void Hear(GiveCommands give)
    {
        switch (_phase)
        {
            case Phase.Running:
                foreach (PendingCommand command in _slice!.News(give.Commands))
                    Deliver(new ApplyCommand { Sender = Roster.Engine, Generation = _slice.Generation, Command = command.Command, Id = command.Id });
                break;
            case Phase.Waiting or Phase.Resting when _place is null:
                // The claim brings them along.
                Ask(urgent: true);
                break;
            default:
                // Whether the claim had them already is not known here.
                _hasNews = true;
                break;
        }
    }

    private void Claim(IActorRef place)
    {
        if (_phase != Phase.Waiting || _isLeaving || _place is not null)
        {
            place.Tell(new LeavePlace(Self));
            return;
        }

        _place = place;
        _phase = Phase.Claiming;
        _hasNews = false;
        place.Tell(new TakeEcosystem(_key));
    }

    private void Begin(EcosystemTaken taken)
    {
        if (taken.Ecosystem is not { } ecosystem)
        {
            if (taken.Reason == NoClaim.Held)
                GoOnLater();
            else if (taken.Reason == NoClaim.Paused && _hasNews)
                GoOnNow();
            else
                Rest();
            return;
        }

        if (_isLeaving)
        {
            Context.Stop(Self);
            return;
        }

        IActorRef place = _place!;
        _phase = Phase.Running;
        try
        {
            var slice = new Slice(ecosystem, _node.SpecOf(ecosystem), _options, () => place.Tell(Touch.Instance)) { IsCutShort = _isEnding };
            _slice = slice;
            Open(slice.Spec, slice.Start, slice.Beat, BeatInterval);
        }
        catch (Exception e)
        {
            // Whatever it was, it is this ecosystem's trouble alone, and belongs in the results.
            Store(SliceEnd.Failed(ecosystem, e));
            return;
        }

        foreach (PendingCommand command in ecosystem.Commands)
            Deliver(new ApplyCommand { Sender = Roster.Engine, Generation = _slice.Generation, Command = command.Command, Id = command.Id });
        // One of no generations is told to run too: that is when it records its only state.
        RunOn();
    }

    // The coordinator is at rest after each generation, never in the middle of a message of its own.
    private void GoOn()
    {
        while (_phase == Phase.Running && _slice is { IsAtRest: true } slice)
        {
            if (slice.IsOver)
            {
                slice.IsAtRest = false;
                Deliver(new GetCheckpoint { Sender = Roster.Engine });
            }
            else
            {
                RunOn();
            }
        }
    }

    private void RunOn()
    {
        if (_slice is not { } slice || _phase != Phase.Running)
            return;
        slice.IsAtRest = false;
        Deliver(new RunUntil { Sender = Roster.Engine, Generation = slice.Generation + 1 });
    }

    private void Store(SliceCommit commit)
    {
        _phase = Phase.Storing;
        _slice?.Abandon();
        CloseEcosystem();
        _stored = commit.Status;
        _place!.Tell(new StoreSlice(commit));
    }

    private void EndStored()
    {
        _slice = null;
        _node.Progress.Add(
            finished: _stored is EcosystemStatus.Finished or EcosystemStatus.Stopped ? 1 : 0,
            failed: _stored == EcosystemStatus.Failed ? 1 : 0);
        bool goesOn = _stored == EcosystemStatus.Running || (_stored == EcosystemStatus.Paused && _hasNews);
        if (_isLeaving)
            Context.Stop(Self);
        else if (goesOn)
            GoOnNow();
        else
            Rest();
    }

    private void GoOnNow()
    {
        LeavePlace();
        Ask(_hasNews);
    }

    private void DropSlice()
    {
        _slice?.Abandon();
        _slice = null;
        CloseEcosystem();
    }

    // Others have it, or had: somewhat later, and not all at the same moment.
    private void GoOnLater()
    {
        LeavePlace();
        _phase = Phase.Waiting;
        if (_isLeaving)
            Context.Stop(Self);
        else
            Timers.StartSingleTimer(nameof(TryAgain), TryAgain.Instance, TryAgainAfter * (0.5 + Random.Shared.NextDouble()));
    }

    // The shard forgets it, and starts it again when somebody has a message for it.
    private void Rest()
    {
        LeavePlace();
        _phase = Phase.Resting;
        if (_isLeaving)
            Context.Stop(Self);
        else
            Context.Parent.Tell(new Passivate(LeaveShard.Instance));
    }

    // The shard goes to another node, or wants nothing more of it: what is under way is stored first.
    private void Leave()
    {
        _isLeaving = true;
        if (_phase is Phase.Waiting or Phase.Resting)
            Context.Stop(Self);
        else if (_slice is not null)
            _slice.IsCutShort = true;
    }

    private void LeavePlace()
    {
        _place?.Tell(new LeavePlace(Self));
        _place = null;
    }

    private sealed record TryAgain : INoSerializationVerificationNeeded
    {
        public static readonly TryAgain Instance = new();
    }
}
