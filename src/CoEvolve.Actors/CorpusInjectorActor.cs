using CoEvolve.Core;

namespace CoEvolve.Actors;

/// <summary>Brings captions from an external corpus to one text model: M a generation, drawn from c.</summary>
public sealed class CorpusInjectorActor : IActor
{
    private readonly EcosystemSpec _spec;
    private readonly int _model;
    private readonly string _name;
    private readonly ActorId _textModel;
    private readonly StreamKey _key;
    private readonly CorpusCounted _counted;
    private readonly MultinomialCounts _drawing;
    private readonly SettingsAdopted _adopted;
    private CorpusSpec _corpus;
    private int _replicate;
    private int _generation;
    private Phase _phase;

    /// <summary>Makes the injector of text model <paramref name="model"/> of a spec.</summary>
    public CorpusInjectorActor(EcosystemSpec spec, int model)
    {
        ArgumentNullException.ThrowIfNull(spec);
        _spec = spec;
        _model = model;
        _corpus = spec.TextModels[model].Corpus;
        _name = Roster.CorpusName(spec.TextModels[model].Name);
        _textModel = Roster.Text(model);
        _key = StreamKey.Derive(spec.Seed, _name, spec.TextModels[model].Name, StreamPurpose.Corpus);
        _counted = new CorpusCounted { Sender = Roster.Corpus(model), Counts = new int[spec.Captions] };
        _drawing = new MultinomialCounts(spec.Captions);
        _adopted = new SettingsAdopted { Sender = Roster.Corpus(model) };
    }

    /// <inheritdoc/>
    public void Receive(Message message, IActorContext context)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(context);
        switch (message)
        {
            case RestoreCorpus restore when _phase == Phase.Unstarted:
                _replicate = restore.Replicate;
                _generation = restore.Generation;
                _phase = Phase.Ready;
                break;
            case SettingsChanged changed when _phase == Phase.Ready && message.Generation == _generation:
                _corpus = _spec.With(changed.Settings).TextModels[_model].Corpus;
                _adopted.Generation = _generation;
                context.Send(Roster.Coordinator, _adopted);
                break;
            case AdvanceGeneration when _phase == Phase.Ready && message.Generation == _generation:
                Inject(context);
                _phase = Phase.Done;
                break;
            case GenerationCompleted when _phase == Phase.Done && message.Generation == _generation:
                _generation++;
                _phase = Phase.Ready;
                break;
            default:
                throw ProtocolException.Unexpected(message, _name);
        }
    }

    private void Inject(IActorContext context)
    {
        _drawing.Draw(_key, _replicate, _generation, _corpus.CaptionsPerGeneration, _corpus.Distribution, _counted.Counts);
        _counted.Generation = _generation;
        context.Send(_textModel, _counted);
    }
}
