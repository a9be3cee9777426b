using CoEvolve.Core;

namespace CoEvolve.Actors;

/// <summary>
/// A text model. In each generation it writes captions for the image models it prompts, reads the images it sees, and
/// trains on what it read and what its corpus gave.
/// </summary>
/// <remarks>
/// It trains once all its inputs are there, in the order of the senders' names, so it does not matter who delivered first.
/// Inputs of the next generation may come before word that this one is completed, and those of the first before its own
/// state: they wait in their slots. A slot takes one message a generation, so a doubled one is refused.
/// </remarks>
public sealed class TextModelActor : IActor
{
    private readonly EcosystemSpec _ecosystem;
    private readonly int _model;
    private readonly string _name;
    private readonly PromptedModel[] _prompted;
    private readonly ActorId _injector;
    private readonly double[] _shares;
    private readonly double[] _next;
    private readonly double[] _totals;
    private readonly int[] _drawn;
    private readonly MultinomialCounts _drawing;
    private readonly TextModelRetrained _retrained;
    private readonly SettingsAdopted _adopted;
    private readonly double _noise;
    private TextModelSpec _spec;
    private SeenModel[] _seen;
    private ImageReading? _reading;
    private int _inputsNeeded;
    private CorpusCounted? _corpus;
    private int _replicate;
    private int _generation;
    private int _inputs;
    private Phase _phase;

    /// <summary>Makes text model <paramref name="model"/> of a spec. It starts when it has been given a state.</summary>
    public TextModelActor(EcosystemSpec spec, int model)
    {
        ArgumentNullException.ThrowIfNull(spec);
        Roster roster = spec.Roster;
        ActorId self = Roster.Text(model);
        _ecosystem = spec;
        _model = model;
        _spec = spec.TextModels[model];
        _name = _spec.Name;
        _prompted = [.. _spec.Prompts.Select(p => new PromptedModel(spec, roster, self, p))];
        _injector = Roster.Corpus(model);
        _shares = new double[spec.Captions];
        _next = new double[spec.Captions];
        _totals = new double[spec.Captions];
        _drawing = new MultinomialCounts(spec.Captions);
        _drawn = new int[spec.Captions];
        _retrained = new TextModelRetrained { Sender = self, Shares = _next };
        _adopted = new SettingsAdopted { Sender = self };
        _noise = ImageReading.EffectiveNoise(_spec.PerceptionNoise, spec.InitialTraces.Max(), spec.Dimension);
        _seen = [];
        Adopt(spec);
    }

    /// <inheritdoc/>
    public void Receive(Message message, IActorContext context)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(context);
        switch (message)
        {
            case RestoreTextModel restore when _phase == Phase.Unstarted:
                restore.Shares.CopyTo(_shares, 0);
                _replicate = restore.Replicate;
                _generation = restore.Generation;
                _phase = Phase.Ready;
                break;
            case SettingsChanged changed when _phase == Phase.Ready && message.Generation == _generation:
                Adopt(_ecosystem.With(changed.Settings));
                _adopted.Generation = _generation;
                context.Send(Roster.Coordinator, _adopted);
                break;
            case AdvanceGeneration when _phase == Phase.Ready && message.Generation == _generation:
                _phase = Phase.Advancing;
                WriteCaptions(context);
                break;
            case CorpusCounted counted when Expects(message) && counted.Sender == _injector && _corpus is null:
                _corpus = counted;
                _inputs++;
                break;
            case ImageModelPublished published
                when Expects(message) && Find(published.Sender) is { Published: null, Content: ImageContent.Displacements } seen:
                seen.Published = published;
                _inputs++;
                break;
            case ImagesMade made when Expects(message) && Find(made.Sender) is SeenModel seen && made.Content == seen.Content && seen.Lacks(made):
                seen.Keep(made);
                _inputs++;
                break;
            case GenerationCompleted when _phase == Phase.Done && message.Generation == _generation - 1:
                _next.CopyTo(_shares, 0);
                _phase = Phase.Ready;
                break;
            default:
                throw ProtocolException.Unexpected(message, _name);
        }

        if (_phase == Phase.Advancing && _inputs == _inputsNeeded)
            Retrain(context);
    }

    // What it needs of whom follows from the settings of all.
    private void Adopt(EcosystemSpec spec)
    {
        _spec = spec.TextModels[_model];
        _seen = _spec.Frozen ? [] : [.. _spec.Sees.Select(name => new SeenModel(spec, spec.Roster, _spec, name))];
        if (_reading is null && _seen.Any(seen => seen.Content == ImageContent.Displacements))
            _reading = new ImageReading(spec.Captions, spec.Dimension);
        _inputsNeeded = 1 + _seen.Sum(s => s.Writers.Length + (s.Content == ImageContent.Displacements ? 1 : 0));
    }

    private bool Expects(Message input) => _phase == Phase.Unstarted || input.Generation == _generation;

    private void WriteCaptions(IActorContext context)
    {
        foreach (PromptedModel prompted in _prompted)
        {
            _drawing.Draw(prompted.Captions, _replicate, _generation, prompted.Count, _shares, prompted.Written.Counts);
            prompted.Written.Generation = _generation;
            context.Send(prompted.Model, prompted.Written);
        }
    }

    private void Retrain(IActorContext context)
    {
        _retrained.Generation = _generation;
        if (_spec.Frozen)
        {
            _shares.CopyTo(_next, 0);
            _retrained.ReaderResolution = null;
        }
        else
        {
            double posteriorDiversity = Look(context);
            int images = 0;
            foreach (SeenModel seen in _seen)
            {
                images += seen.CountImages();
                if (seen.Content == ImageContent.Captions)
                    Count(seen);
            }

            TextTraining.Train(_shares, _totals, images, _corpus!.Counts, _spec.LearningRate, _next);
            _retrained.ReaderResolution = TextMeasures.ReaderResolution(TextMeasures.GiniSimpson(_shares), posteriorDiversity, images);
        }

        foreach (SeenModel seen in _seen)
            seen.Clear();
        _corpus = null;
        _inputs = 0;
        _phase = Phase.Done;
        _generation++;
        context.Send(Roster.Coordinator, _retrained);
    }

    // Reads the images that came as images. Leaves the sum of their posteriors in _totals; returns Σ (1 − ‖q‖²).
    private double Look(IActorContext context)
    {
        if (_reading is null)
        {
            Array.Clear(_totals);
            return 0;
        }

        _reading.Reset();
        foreach (SeenModel seen in _seen)
        {
            if (seen.Content == ImageContent.Displacements)
                Look(_reading, seen, context);
        }

        return _reading.Total(_totals);
    }

    private void Look(ImageReading reading, SeenModel seen, IActorContext context)
    {
        context.Divide(reading.Preparing, reading.BeginPreparing(_shares, seen.Published!.Gaussians, _noise));
        for (int i = 0; i < seen.Writers.Length; i++)
        {
            ImageBatch batch = seen.Made[i]!.Images;
            StreamKey? choice = _spec.Reader == ReaderKind.Sampled ? seen.Choice[i] : null;
            int parts = reading.Begin(batch, seen.Perception[i], choice, _replicate, _generation);
            do
                context.Divide(reading, parts);
            while (reading.BeginNextRound());
            reading.End();
        }
    }

    // Images that came as captions: a perfect reader takes each for what it is; what a sampled one would read of images of
    // its own captions is a draw from its own p.
    private void Count(SeenModel seen)
    {
        for (int i = 0; i < seen.Writers.Length; i++)
        {
            int[] counts = seen.Made[i]!.Images.Counts;
            if (_spec.Reader == ReaderKind.Sampled)
            {
                _drawing.Draw(seen.Choice[i], _replicate, _generation, Sum(counts), _shares, _drawn);
                counts = _drawn;
            }

            for (int k = 0; k < counts.Length; k++)
                _totals[k] += counts[k];
        }
    }

    private static int Sum(int[] counts)
    {
        int sum = 0;
        foreach (int count in counts)
            sum += count;
        return sum;
    }

    private SeenModel? Find(ActorId model)
    {
        foreach (SeenModel seen in _seen)
        {
            if (seen.Model == model)
                return seen;
        }

        return null;
    }

    /// <summary>An image model that gets captions, and the envelope they travel in.</summary>
    private sealed class PromptedModel
    {
        public PromptedModel(EcosystemSpec spec, Roster roster, ActorId self, PromptSpec prompt)
        {
            Model = roster.Image(spec.IndexOfImageModel(prompt.ImageModel));
            Count = prompt.Captions;
            Captions = StreamKey.Derive(spec.Seed, roster.Names[self.Index], prompt.ImageModel, StreamPurpose.Captions);
            Written = new CaptionsWritten { Sender = self, Counts = new int[spec.Captions] };
        }

        public ActorId Model { get; }

        public int Count { get; }

        public StreamKey Captions { get; }

        public CaptionsWritten Written { get; }
    }

    /// <summary>An image model whose images are read, and what has come from it in this generation: one batch a writer.</summary>
    private sealed class SeenModel
    {
        public SeenModel(EcosystemSpec spec, Roster roster, TextModelSpec reader, string imageModel)
        {
            int index = spec.IndexOfImageModel(imageModel);
            Model = roster.Image(index);
            Content = ImageNeeds.ToRead(spec, reader, spec.ImageModels[index]);
            Writers = [.. spec.WritersOf(imageModel).Select(Roster.Text)];
            Made = new ImagesMade?[Writers.Length];
            Perception = [.. Writers.Select(w => Key(w, StreamPurpose.Perception))];
            Choice = [.. Writers.Select(w => Key(w, StreamPurpose.Reading))];

            StreamKey Key(ActorId writer, StreamPurpose purpose) =>
                StreamKey.Derive(spec.Seed, reader.Name, $"{imageModel} for {roster.Names[writer.Index]}", purpose);
        }

        public ActorId Model { get; }

        public ImageContent Content { get; }

        public ActorId[] Writers { get; }

        public ImageModelPublished? Published { get; set; }

        public ImagesMade?[] Made { get; }

        public StreamKey[] Perception { get; }

        public StreamKey[] Choice { get; }

        public bool Lacks(ImagesMade made) => Array.IndexOf(Writers, made.Writer) is >= 0 and int writer && Made[writer] is null;

        public void Keep(ImagesMade made) => Made[Array.IndexOf(Writers, made.Writer)] = made;

        public int CountImages()
        {
            int images = 0;
            foreach (ImagesMade? made in Made)
                images += Sum(made!.Images.Counts);
            return images;
        }

        public void Clear()
        {
            Published = null;
            Array.Clear(Made);
        }
    }
}
