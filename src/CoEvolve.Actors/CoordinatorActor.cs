namespace CoEvolve.Actors;

/// <summary>
/// Knows the course of a generation, and nobody else does. It talks to the other actors by message only:
/// <list type="number">
/// <item><description>
/// <b>Steer</b>: it applies the commands that take effect at generation t. Where they change settings, it tells everybody and
/// waits until all go by the new ones.
/// </description></item>
/// <item><description><b>Advance</b>: it measures generation t if that is to be recorded, and tells everybody to begin.</description></item>
/// <item><description>
/// Text models write captions, image models make images, injectors bring what is real; all train. None of this passes
/// through here.
/// </description></item>
/// <item><description><b>Collect</b>: each model sends its state of generation t + 1, each user-content injector its position.</description></item>
/// <item><description>
/// <b>Complete</b>: when all have, generation t is recorded, its buffers go back to their senders, and the next begins.
/// </description></item>
/// </list>
/// </summary>
/// <remarks>Between generations it holds the ecosystem's whole state, so a checkpoint is one copy of what stands here.</remarks>
public sealed class CoordinatorActor : IActor
{
    private readonly EcosystemSpec _spec;
    private readonly Roster _roster;
    private readonly EcosystemState _state;
    private readonly EcosystemMeasures _measures;
    private readonly Steering _steering;
    private readonly Queue<ApplyCommand> _commands = new();
    private readonly AdvanceGeneration _advance = new() { Sender = Roster.Coordinator };
    private readonly GenerationCompleted _completed = new() { Sender = Roster.Coordinator };
    private readonly TargetReached _reached = new() { Sender = Roster.Coordinator };
    private readonly GenerationRecorded _recorded;
    private readonly bool[] _missing;
    private int _reportsMissing;
    private int _adoptionsMissing;
    private int _target;
    private bool _started;
    private bool _advancing;
    private bool _checkpointWanted;
    private bool _ended;

    /// <summary>Makes the coordinator of an ecosystem.</summary>
    /// <param name="spec">What is fixed.</param>
    /// <param name="checkpoint">Where it stands; of the spec's shape.</param>
    /// <exception cref="ArgumentException">The checkpoint belongs to an ecosystem of another shape.</exception>
    public CoordinatorActor(EcosystemSpec spec, EcosystemCheckpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(checkpoint);
        _spec = spec;
        _roster = spec.Roster;
        _state = new EcosystemState(spec, checkpoint);
        _measures = new EcosystemMeasures(spec);
        _steering = new Steering(spec, checkpoint);
        _recorded = new GenerationRecorded { Sender = Roster.Coordinator, Record = _measures.Record };
        _missing = new bool[_roster.Names.Length];
    }

    /// <inheritdoc/>
    public void Receive(Message message, IActorContext context)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(context);
        switch (message)
        {
            case RunUntil:
                _target = Math.Min(message.Generation, _spec.Generations);
                if (!_started)
                    Start(context);
                if (!_advancing && _adoptionsMissing == 0)
                    Advance(context);
                break;
            case ApplyCommand apply:
                _commands.Enqueue(apply);
                if (!_advancing && _adoptionsMissing == 0)
                    ApplyCommands(context);
                break;
            case SettingsAdopted when _adoptionsMissing > 0 && IsMissing(message):
                _missing[message.Sender.Index] = false;
                if (--_adoptionsMissing == 0)
                    Advance(context);
                break;
            case TextModelRetrained retrained when Awaits(message):
                _state.Keep(Roster.TextIndex(retrained.Sender), retrained);
                Collect(message, context);
                break;
            case ImageModelRetrained retrained when Awaits(message):
                _state.Keep(_roster.ImageIndex(retrained.Sender), retrained);
                Collect(message, context);
                break;
            case InjectorAdvanced advanced when Awaits(message):
                _state.Keep(_roster.ImageIndex(advanced.Sender), advanced);
                Collect(message, context);
                break;
            case GetCheckpoint:
                _checkpointWanted = true;
                break;
            default:
                throw ProtocolException.Unexpected(message, "coordinator");
        }

        if (_checkpointWanted && !_advancing)
            GiveCheckpoint(context);
    }

    private bool Awaits(Message report) =>
        _advancing && IsMissing(report);

    private bool IsMissing(Message answer) =>
        answer.Generation == _state.Generation && answer.Sender.Index < _missing.Length && _missing[answer.Sender.Index];

    // Hands every actor its part of the checkpoint.
    private void Start(IActorContext context)
    {
        _started = true;
        for (int i = 0; i < _spec.TextModels.Length; i++)
        {
            context.Send(Roster.Text(i), _state.RestoreText(i));
            context.Send(Roster.Corpus(i), _state.RestoreCorpus());
        }

        for (int j = 0; j < _spec.ImageModels.Length; j++)
        {
            context.Send(_roster.Image(j), _state.RestoreImage(j));
            context.Send(_roster.Users(j), _state.RestoreUsers(j));
        }

        // No step leaves the last generation, so it is recorded on arrival; an ecosystem of no generations arrives here.
        if (_state.Generation == _spec.Generations)
            RecordLast(context);
    }

    private void Advance(IActorContext context)
    {
        int t = _state.Generation;
        HaltReason halt = HaltReason.None;
        if (t < _target)
        {
            ApplyCommands(context);
            halt = Halt(t, context);
        }

        if (t >= _target || halt != HaltReason.None)
        {
            _reached.Generation = t;
            _reached.Halt = halt;
            context.Send(Roster.Engine, _reached);
            return;
        }

        if (_steering.IsNews)
        {
            TellSettings(context);
            return;
        }

        _measures.Measure(_state, isLast: false, context);
        _advancing = true;
        _reportsMissing = _roster.Reporters.Length;
        foreach (ActorId reporter in _roster.Reporters)
            _missing[reporter.Index] = true;
        _advance.Generation = t;
        foreach (ActorId actor in _roster.Others)
            context.Send(actor, _advance);
    }

    // First what stands in the scenario, then what came from outside in the order it came: so a scenario that lists both, in this
    // order, gives the same bits.
    private void ApplyCommands(IActorContext context)
    {
        while (_steering.TakeScheduled(_state.Generation) is { } command)
            Apply(command, id: 0, context);
        while (_commands.TryDequeue(out ApplyCommand? apply))
            Apply(apply.Command, apply.Id, context);
    }

    private void Apply(SteeringCommand command, long id, IActorContext context)
    {
        _steering.Apply(command, _state.Generation);
        context.Send(Roster.Engine, new CommandApplied { Sender = Roster.Coordinator, Generation = _state.Generation, Command = command, Id = id });
    }

    // Whether the ecosystem may leave this generation.
    private HaltReason Halt(int t, IActorContext context)
    {
        HaltReason halt = _steering.HaltAt(t);
        if (halt == HaltReason.Stopped && !_ended)
            RecordLast(context);
        return halt;
    }

    // Who needs what of whom may change: nobody may begin before all know.
    private void TellSettings(IActorContext context)
    {
        var changed = new SettingsChanged { Sender = Roster.Coordinator, Generation = _state.Generation, Settings = _steering.Tell() };
        _adoptionsMissing = _roster.Others.Length;
        foreach (ActorId actor in _roster.Others)
        {
            _missing[actor.Index] = true;
            context.Send(actor, changed);
        }
    }

    private void Collect(Message report, IActorContext context)
    {
        _missing[report.Sender.Index] = false;
        if (--_reportsMissing == 0)
            Complete(context);
    }

    private void Complete(IActorContext context)
    {
        int t = _state.Generation;
        if (_measures.AddResolutions(_state))
            Record(context, t);
        _state.Step(_measures);
        _steering.EndGeneration();
        _advancing = false;
        _completed.Generation = t;
        foreach (ActorId actor in _roster.Others)
            context.Send(actor, _completed);
        if (_state.Generation == _spec.Generations)
            RecordLast(context);
        if (_checkpointWanted)
            GiveCheckpoint(context);
        Advance(context);
    }

    private void RecordLast(IActorContext context)
    {
        _ended = true;
        _measures.Measure(_state, isLast: true, context);
        Record(context, _state.Generation);
    }

    private void Record(IActorContext context, int generation)
    {
        _recorded.Generation = generation;
        context.Send(Roster.Engine, _recorded);
    }

    private void GiveCheckpoint(IActorContext context)
    {
        _checkpointWanted = false;
        context.Send(Roster.Engine, new CheckpointTaken
        {
            Sender = Roster.Coordinator,
            Generation = _state.Generation,
            Checkpoint = _state.ToCheckpoint(_steering.ToState()),
        });
    }
}
