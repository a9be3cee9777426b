using CoEvolve.Core;

namespace CoEvolve.Actors;

/// <summary>Brings captions from an external corpus to one text model: M a generation, drawn from c.</summary>
public sealed class CorpusInjectorActor : IActor
{
    private readonly CorpusSpec _corpus;
    private readonly string _name;
    private readonly ActorId _textModel;
    private readonly StreamKey _key;
    private readonly CorpusCounted _counted;
    private readonly double[] _cumulative;
    private int _replicate;

    /// <summary>Makes the injector of text model <paramref name="model"/> of a spec.</summary>
    public CorpusInjectorActor(EcosystemSpec spec, int model)
    {
        ArgumentNullException.ThrowIfNull(spec);
        _corpus = spec.TextModels[model].Corpus;
        _name = Roster.CorpusName(spec.TextModels[model].Name);
        _textModel = Roster.Text(model);
        _key = StreamKey.Derive(spec.Seed, _name, spec.TextModels[model].Name, StreamPurpose.Corpus);
        _counted = new CorpusCounted { Sender = Roster.Corpus(model), Counts = new int[spec.Captions] };
        _cumulative = new double[spec.Captions];
    }

    /// <inheritdoc/>
    public void Receive(Message message, IActorContext context)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(context);
        switch (message)
        {
            case RestoreCorpus restore:
                _replicate = restore.Replicate;
                break;
            case AdvanceGeneration:
                var stream = new RandomStream(_key, _replicate, message.Generation);
                MultinomialCounts.Draw(stream, _corpus.CaptionsPerGeneration, _corpus.Distribution, _counted.Counts, _cumulative);
                _counted.Generation = message.Generation;
                context.Send(_textModel, _counted);
                break;
            case GenerationCompleted:
                break;
            default:
                throw ProtocolException.Unexpected(message, _name);
        }
    }
}
