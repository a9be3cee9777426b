using CoEvolve.Core;

namespace CoEvolve.Actors;

/// <summary>
/// An image model. In each generation it makes an image for every caption it gets, sends the images to those who read
/// them and to itself, and trains on its own images pooled with what users gave.
/// </summary>
/// <remarks>
/// It makes images when all captions are there and trains when all images are, each time in the order of the senders'
/// names. Captions of the next generation may come before word that this one is completed: they wait in their slots.
/// </remarks>
public sealed class ImageModelActor : IActor
{
    private readonly ImageModelSpec _spec;
    private readonly ActorId _self;
    private readonly WriterSlot[] _writers;
    private readonly ActorId[] _imageReaders;
    private readonly ActorId[] _captionReaders;
    private readonly bool _makesVectors;
    private readonly ImageTraining _training;
    private readonly ImageBatch[] _own;
    private readonly StateBuffer[] _buffers;
    private int _current;
    private UserImagesArrived? _users;
    private int _replicate;
    private int _generation;
    private int _captions;
    private int _ownBatches;
    private bool _advancing;
    private bool _made;

    /// <summary>Makes image model <paramref name="model"/> of a spec. It starts when it has been given a state.</summary>
    public ImageModelActor(EcosystemSpec spec, int model)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var roster = new Roster(spec);
        _spec = spec.ImageModels[model];
        _self = roster.Image(model);
        _writers = [.. spec.WritersOf(_spec.Name).Select(text => new WriterSlot(spec, _self, _spec.Name, text))];
        int[] readers = [.. spec.ReadersOf(_spec.Name)];
        _imageReaders = [.. readers.Where(i => spec.TextModels[i].ReadsImages).Select(Roster.Text)];
        _captionReaders = [.. readers.Where(i => spec.TextModels[i] is { Frozen: false, ReadsImages: false }).Select(Roster.Text)];
        _makesVectors = !_spec.Frozen || _imageReaders.Length > 0;
        _training = new ImageTraining(spec.Dimension);
        _own = new ImageBatch[_writers.Length];
        _buffers = [new StateBuffer(spec, _self), new StateBuffer(spec, _self)];
    }

    /// <inheritdoc/>
    public void Receive(Message message, IActorContext context)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(context);
        switch (message)
        {
            case RestoreImageModel restore:
                restore.State.CopyTo(_buffers[_current].State);
                _replicate = restore.Replicate;
                _generation = restore.Generation;
                break;
            case AdvanceGeneration when !_advancing && message.Generation == _generation:
                _advancing = true;
                break;
            case CaptionsWritten written when message.Generation == _generation:
                _writers[IndexOf(written.Sender, message)].Written = written;
                _captions++;
                break;
            case ImagesMade { Content: ImageContent.Innovations } made when _made && made.Sender == _self:
                _own[IndexOf(made.Writer, message)] = made.Images;
                _ownBatches++;
                break;
            case UserImagesArrived arrived when message.Generation == _generation:
                _users = arrived;
                break;
            case GenerationCompleted when message.Generation == _generation - 1:
                _current = 1 - _current;
                break;
            default:
                throw ProtocolException.Unexpected(message, _spec.Name);
        }

        if (_advancing && !_made && _captions == _writers.Length)
            MakeImages(context);
        if (_made && _users is not null && (_spec.Frozen || _ownBatches == _writers.Length))
            Retrain(context);
    }

    private void MakeImages(IActorContext context)
    {
        StateBuffer now = _buffers[_current];
        now.Published.Generation = _generation;
        foreach (ActorId reader in _imageReaders)
            context.Send(reader, now.Published);
        foreach (WriterSlot writer in _writers)
        {
            ImageBatch innovations = writer.Innovations.Images;
            innovations.Layout(writer.Written!.Counts);
            if (_makesVectors)
                ImageMaking.DrawInnovations(writer.Images, _replicate, _generation, innovations);
            if (_imageReaders.Length > 0)
                ImageMaking.Displace(now.State.Gaussians, innovations, writer.Displacements.Images);
            foreach (ActorId reader in _captionReaders)
                Send(context, reader, writer.Captions);
            foreach (ActorId reader in _imageReaders)
                Send(context, reader, writer.Displacements);
            if (!_spec.Frozen)
                Send(context, _self, writer.Innovations);
        }

        _made = true;
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
            _training.Train(now.State, _own, _users!.Images, _spec.Covariance, _spec.LearningRate, next.State);
        next.Retrained.Generation = _generation;
        _users = null;
        _captions = 0;
        _ownBatches = 0;
        _advancing = false;
        _made = false;
        _generation++;
        context.Send(Roster.Coordinator, next.Retrained);
    }

    private int IndexOf(ActorId writer, Message message)
    {
        for (int i = 0; i < _writers.Length; i++)
        {
            if (_writers[i].Writer == writer)
                return i;
        }

        throw ProtocolException.Unexpected(message, _spec.Name);
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
        public WriterSlot(EcosystemSpec spec, ActorId self, string imageModel, int text)
        {
            Writer = Roster.Text(text);
            Images = StreamKey.Derive(spec.Seed, imageModel, spec.TextModels[text].Name, StreamPurpose.Images);
            Innovations = Envelope(ImageContent.Innovations, new ImageBatch(spec.Captions, spec.Dimension));
            Displacements = Envelope(ImageContent.Displacements, new ImageBatch(spec.Captions, spec.Dimension));
            Captions = Envelope(ImageContent.Captions, Innovations.Images);

            ImagesMade Envelope(ImageContent content, ImageBatch images) =>
                new() { Sender = self, Writer = Roster.Text(text), Content = content, Images = images };
        }

        public ActorId Writer { get; }

        public StreamKey Images { get; }

        public CaptionsWritten? Written { get; set; }

        public ImagesMade Innovations { get; }

        public ImagesMade Displacements { get; }

        public ImagesMade Captions { get; }
    }
}
