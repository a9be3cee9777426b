using CoEvolve.Core;

namespace CoEvolve.Actors;

/// <summary>
/// An image model. In each generation it makes an image for every caption it gets, sends the images to those who read
/// them and to itself, and trains on its own images pooled with what users gave. Where nobody needs single images, it draws
/// and sends itself what they come to (docs/model.md, "Sufficient statistics").
/// </summary>
/// <remarks>
/// It makes images when all captions are there and trains when all images are, each time in the order of the senders'
/// names. Captions of the next generation may come before word that this one is completed, and those of the first before
/// its own state: they wait in their slots. A slot takes one message a generation, so a doubled one is refused.
/// </remarks>
public sealed class ImageModelActor : IActor
{
    private readonly EcosystemSpec _ecosystem;
    private readonly int _model;
    private readonly ActorId _self;
    private readonly ActorId _injector;
    private readonly ImageTraining _training;
    private readonly ImagesMade?[] _own;
    private readonly ImageMaking _making = new();
    private readonly InnovationStatistics[] _ownStatistics;
    private readonly StateBuffer[] _buffers;
    private readonly SettingsAdopted _adopted;
    private ImageModelSpec _spec;
    private WriterSlot[] _writers;
    private ActorId[] _imageReaders;
    private ActorId[] _captionReaders;
    private ImageContent? _trained;
    private bool _makesImages;
    private InnovationMeasuring? _measuring;
    private int _current;
    private UserImagesArrived? _users;
    private int _replicate;
    private int _generation;
    private int _captions;
    private int _ownBatches;
    private Phase _phase;
    private bool _made;

    /// <summary>Makes image model <paramref name="model"/> of a spec. It starts when it has been given a state.</summary>
    public ImageModelActor(EcosystemSpec spec, int model)
    {
        ArgumentNullException.ThrowIfNull(spec);
        Roster roster = spec.Roster;
        _ecosystem = spec;
        _model = model;
        _spec = spec.ImageModels[model];
        _self = roster.Image(model);
        _injector = roster.Users(model);
        (_writers, _imageReaders, _captionReaders) = ([], [], []);
        Adopt(spec);
        _training = new ImageTraining(spec.Dimension);
        _own = new ImagesMade?[_writers.Length];
        _ownStatistics = new InnovationStatistics[_writers.Length];
        _buffers = [new StateBuffer(spec, _self), new StateBuffer(spec, _self)];
        _adopted = new SettingsAdopted { Sender = _self };
    }

    /// <inheritdoc/>
    public void Receive(Message message, IActorContext context)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(context);
        switch (message)
        {
            case RestoreImageModel restore when _phase == Phase.Unstarted:
                restore.State.CopyTo(_buffers[_current].State);
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
                break;
            case CaptionsWritten written when Expects(message) && IndexOf(written.Sender) is >= 0 and int i && _writers[i].Written is null:
                _writers[i].Written = written;
                _captions++;
                break;
            case ImagesMade made when BelongsToTraining(made) && IndexOf(made.Writer) is >= 0 and int i && _own[i] is null:
                _own[i] = made;
                _ownBatches++;
                break;
            case UserImagesArrived arrived when Expects(message) && arrived.Sender == _injector && _users is null:
                _users = arrived;
                break;
            case GenerationCompleted when _phase == Phase.Done && message.Generation == _generation - 1:
                _current = 1 - _current;
                _phase = Phase.Ready;
                break;
            default:
                throw ProtocolException.Unexpected(message, _spec.Name);
        }

        if (_phase == Phase.Advancing && !_made && _captions == _writers.Length)
            MakeImages(context);
        if (_made && _users is not null && (_spec.Frozen || _ownBatches == _writers.Length))
            Retrain(context);
    }

    // Who needs what of its images follows from the settings of all.
    private void Adopt(EcosystemSpec spec)
    {
        _spec = spec.ImageModels[_model];
        _trained = ImageNeeds.ToTrain(spec, _spec);
        _writers = [.. spec.WritersOf(_spec.Name).Select(text => new WriterSlot(spec, _self, _spec.Name, text, _trained == ImageContent.Statistics))];
        int[] readers = [.. spec.ReadersOf(_spec.Name).Where(i => !spec.TextModels[i].Frozen)];
        _imageReaders = ReadersOf(ImageContent.Displacements);
        _captionReaders = ReadersOf(ImageContent.Captions);
        _makesImages = _trained == ImageContent.Innovations || _imageReaders.Length > 0;
        if (_measuring is null && _trained == ImageContent.Innovations)
            _measuring = new InnovationMeasuring(spec.Captions, spec.Dimension);

        ActorId[] ReadersOf(ImageContent content) =>
            [.. readers.Where(i => ImageNeeds.ToRead(spec, spec.TextModels[i], _spec) == content).Select(Roster.Text)];
    }

    private bool Expects(Message input) => _phase == Phase.Unstarted || input.Generation == _generation;

    private bool BelongsToTraining(ImagesMade made) =>
        _made && made.Sender == _self && made.Generation == _generation && made.Content == _trained;

    private void MakeImages(IActorContext context)
    {
        StateBuffer now = _buffers[_current];
        now.Published.Generation = _generation;
        foreach (ActorId reader in _imageReaders)
            context.Send(reader, now.Published);
        foreach (WriterSlot writer in _writers)
        {
            Make(writer, now.State.Gaussians, context);
            foreach (ActorId reader in _captionReaders)
                Send(context, reader, writer.Captions);
            foreach (ActorId reader in _imageReaders)
                Send(context, reader, writer.Displacements);
            if (_trained is not null)
                Send(context, _self, _trained == ImageContent.Statistics ? writer.Statistics : writer.Innovations);
        }

        _made = true;
    }

    // Where nobody needs single images, N of them would be work and memory for nothing.
    private void Make(WriterSlot writer, CaptionGaussians gaussians, IActorContext context)
    {
        int[] counts = writer.Written!.Counts;
        ImageBatch innovations = writer.Innovations.Images;
        if (_imageReaders.Length > 0)
        {
            context.Divide(_making, _making.Begin(writer.ImageKey, _replicate, _generation, counts, innovations, gaussians, writer.Displacements.Images));
            return;
        }

        if (_makesImages)
        {
            context.Divide(_making, _making.Begin(writer.ImageKey, _replicate, _generation, counts, innovations));
            return;
        }

        innovations.LayoutWithoutValues(counts);
        if (writer.Statistics.Statistics is InnovationStatistics statistics)
            BartlettSampling.Draw(writer.StatisticsKey, _replicate, _generation, counts, statistics);
    }

    private void Send(IActorContext context, ActorId recipient, ImagesMade made)
    {
        made.Generation = _generation;
        context.Send(recipient, made);
    }

    private void Retrain(IActorContext context)
    {
        StateBuffer now = _buffers[_current], next = _buffers[1 - _current];
        if (_spec.Frozen)
            now.State.CopyTo(next.State);
        else
            Train(now.State, next.State, context);
        next.Retrained.Generation = _generation;
        foreach (WriterSlot writer in _writers)
            writer.Written = null;
        Array.Clear(_own);
        _users = null;
        _captions = 0;
        _ownBatches = 0;
        _made = false;
        _phase = Phase.Done;
        _generation++;
        context.Send(Roster.Coordinator, next.Retrained);
    }

    private void Train(ImageModelState now, ImageModelState next, IActorContext context)
    {
        ReadOnlySpan<InnovationStatistics> own = _trained == ImageContent.Statistics ? Drawn() : Measured(context);
        context.Divide(_training, _training.Begin(now, own, _users!.Images, _spec.Covariance, _spec.LearningRate, next));
    }

    private ReadOnlySpan<InnovationStatistics> Drawn()
    {
        for (int i = 0; i < _own.Length; i++)
            _ownStatistics[i] = _own[i]!.Statistics!;
        return _ownStatistics;
    }

    private ReadOnlySpan<InnovationStatistics> Measured(IActorContext context)
    {
        InnovationMeasuring measuring = _measuring!;
        measuring.Reset();
        foreach (ImagesMade? made in _own)
        {
            context.Divide(measuring, measuring.Begin(made!.Images));
            measuring.End();
        }

        context.Divide(measuring.Roots, measuring.Roots.Begin());
        _ownStatistics[0] = measuring.Statistics;
        return _ownStatistics.AsSpan(0, 1);
    }

    private int IndexOf(ActorId writer)
    {
        for (int i = 0; i < _writers.Length; i++)
        {
            if (_writers[i].Writer == writer)
                return i;
        }

        return -1;
    }

    /// <summary>One of two states in turn, with the envelopes that show it to others.</summary>
    private sealed class StateBuffer
    {
        public StateBuffer(EcosystemSpec spec, ActorId self)
        {
            State = new ImageModelState(spec.Captions, spec.Dimension);
            Published = new ImageModelPublished { Sender = self, Gaussians = State.Gaussians };
            Retrained = new ImageModelRetrained { Sender = self, State = State };
        }

        public ImageModelState State { get; }

        public ImageModelPublished Published { get; }

        public ImageModelRetrained Retrained { get; }
    }

    /// <summary>A text model that prompts this one: its captions, and the envelopes of the images made for them.</summary>
    private sealed class WriterSlot
    {
        public WriterSlot(EcosystemSpec spec, ActorId self, string imageModel, int text, bool statistics)
        {
            Writer = Roster.Text(text);
            ImageKey = Key(StreamPurpose.Images);
            StatisticsKey = Key(StreamPurpose.Statistics);
            Innovations = Envelope(ImageContent.Innovations, new ImageBatch(spec.Captions, spec.Dimension));
            Displacements = Envelope(ImageContent.Displacements, new ImageBatch(spec.Captions, spec.Dimension));
            Captions = Envelope(ImageContent.Captions, Innovations.Images);
            Statistics = Envelope(ImageContent.Statistics, Innovations.Images, statistics ? new InnovationStatistics(spec.Captions, spec.Dimension) : null);

            StreamKey Key(StreamPurpose purpose) => StreamKey.Derive(spec.Seed, imageModel, spec.TextModels[text].Name, purpose);

            ImagesMade Envelope(ImageContent content, ImageBatch images, InnovationStatistics? statistics = null) =>
                new() { Sender = self, Writer = Roster.Text(text), Content = content, Images = images, Statistics = statistics };
        }

        public ActorId Writer { get; }

        public StreamKey ImageKey { get; }

        public StreamKey StatisticsKey { get; }

        public CaptionsWritten? Written { get; set; }

        public ImagesMade Innovations { get; }

        public ImagesMade Displacements { get; }

        public ImagesMade Captions { get; }

        /// <summary>Empty where the model does not train on statistics.</summary>
        public ImagesMade Statistics { get; }
    }
}
