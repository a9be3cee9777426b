using System.Collections.Immutable;

namespace CoEvolve.Actors;

/// <summary>
/// How an ecosystem is steered: what commands have made of its settings, what bursts the next generation has, and where it
/// is to pause or has stopped. The coordinator's own.
/// </summary>
internal sealed class Steering
{
    private readonly ImmutableArray<ScheduledCommand> _schedule;
    private readonly EcosystemSettings _initial;
    private EcosystemSettings _settings;
    private EcosystemSettings _known;
    private int _burstCaptions;
    private int _burstImages;
    private int? _pauseAt;
    private int _scheduled;
    private bool _stopped;
    private bool _changed;

    public Steering(EcosystemSpec spec, EcosystemCheckpoint checkpoint)
    {
        _schedule = [.. spec.Commands.Where(command => command.IsFor(checkpoint.Replicate))];
        _settings = _initial = EcosystemSettings.Of(spec);
        if (checkpoint.Steering is { } state)
        {
            _settings = state.Settings;
            (_burstCaptions, _burstImages) = (state.BurstCaptions, state.BurstImages);
            _pauseAt = state.PauseAt;
            _scheduled = state.Scheduled;
        }

        // The actors were made with what the checkpoint says.
        _known = Effective;
    }

    /// <summary>Whether the actors go by settings that no longer hold.</summary>
    public bool IsNews => _changed;

    // What the coming generation goes by.
    private EcosystemSettings Effective => _settings.Plus(_burstCaptions, _burstImages);

    /// <summary>What actors are made with that go on from a checkpoint.</summary>
    public static EcosystemSpec EffectiveSpec(EcosystemSpec spec, EcosystemCheckpoint checkpoint) =>
        checkpoint.Steering is { } state ? spec.With(state.Settings.Plus(state.BurstCaptions, state.BurstImages)) : spec;

    /// <summary>What the actors have to be told, once.</summary>
    public EcosystemSettings Tell()
    {
        _changed = false;
        return _known = Effective;
    }

    /// <summary>The next command of the scenario that takes effect at a generation, if there is one.</summary>
    public SteeringCommand? TakeScheduled(int generation) =>
        _scheduled < _schedule.Length && _schedule[_scheduled].Generation <= generation ? _schedule[_scheduled++].Command : null;

    /// <summary>Applies a command at a generation.</summary>
    public void Apply(SteeringCommand command, int generation)
    {
        switch (command)
        {
            case PauseCommand:
                _pauseAt = generation;
                break;
            case ResumeCommand:
                _pauseAt = null;
                break;
            case StepCommand step:
                _pauseAt = (int)Math.Min(int.MaxValue, (long)generation + step.Generations);
                break;
            case StopCommand:
                _stopped = true;
                break;
            case SetCommand set:
                _settings = _settings.With(set);
                break;
            case InjectCommand burst:
                _burstCaptions = checked(_burstCaptions + burst.Captions);
                _burstImages = checked(_burstImages + burst.ImagesPerCaption);
                break;
            default:
                throw new ArgumentException($"Unknown command {command}.", nameof(command));
        }

        _changed = !Effective.Equals(_known);
    }

    /// <summary>A generation is over, and with it what was injected into it alone.</summary>
    public void EndGeneration()
    {
        if (_burstCaptions == 0 && _burstImages == 0)
            return;
        _burstCaptions = _burstImages = 0;
        _changed = !Effective.Equals(_known);
    }

    /// <summary>Whether an ecosystem that stands at a generation is to leave it.</summary>
    public HaltReason HaltAt(int generation) =>
        _stopped ? HaltReason.Stopped : generation >= _pauseAt ? HaltReason.Paused : HaltReason.None;

    /// <summary>For a checkpoint; null where everything is as the spec says.</summary>
    public SteeringState? ToState() => _scheduled == 0 && _pauseAt is null && _burstCaptions == 0 && _burstImages == 0 && _settings.Equals(_initial)
        ? null
        : new SteeringState(_settings, _burstCaptions, _burstImages, _pauseAt, _scheduled);
}
