using CoEvolve.Core;

namespace CoEvolve.Actors;

/// <summary>
/// Brings users' images to one image model: U per caption and generation, drawn from the initial Gaussians or taken from a
/// pool of real images. It tells the coordinator how far the pool is used up.
/// </summary>
public sealed class UserContentInjectorActor : IActor
{
    private readonly EcosystemSpec _spec;
    private readonly int _model;
    private readonly string _name;
    private readonly ActorId _imageModel;
    private readonly StreamKey _shuffle;
    private readonly GaussianUserImages _gaussian;
    private readonly UserImagesArrived _arrived;
    private readonly InjectorAdvanced _advanced;
    private readonly SettingsAdopted _adopted;
    private UserContentSpec _users;
    private PooledUserImages? _pooled;
    private int _replicate;
    private int _generation;
    private Phase _phase;

    /// <summary>Makes the injector of image model <paramref name="model"/> of a spec.</summary>
    public UserContentInjectorActor(EcosystemSpec spec, int model)
    {
        ArgumentNullException.ThrowIfNull(spec);
        Roster roster = spec.Roster;
        _spec = spec;
        _model = model;
        string imageModel = spec.ImageModels[model].Name;
        _users = spec.ImageModels[model].Users;
        _name = Roster.UsersName(imageModel);
        _imageModel = roster.Image(model);
        _shuffle = StreamKey.Derive(spec.Seed, _name, imageModel, StreamPurpose.UserShuffle);
        _gaussian = new GaussianUserImages(spec.InitialImages, StreamKey.Derive(spec.Seed, _name, imageModel, StreamPurpose.UserImages));
        _arrived = new UserImagesArrived { Sender = roster.Users(model), Images = new UserImageBatch(spec.Captions, spec.Dimension) };
        _arrived.Images.Layout(_users.ImagesPerCaption);
        _adopted = new SettingsAdopted { Sender = roster.Users(model) };
        _advanced = new InjectorAdvanced { Sender = roster.Users(model), Cursor = new PoolCursor(spec.Captions) };
    }

    /// <inheritdoc/>
    public void Receive(Message message, IActorContext context)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(context);
        switch (message)
        {
            case RestoreUserContent restore when _phase == Phase.Unstarted:
                _replicate = restore.Replicate;
                _generation = restore.Generation;
                restore.Cursor.CopyTo(_advanced.Cursor);
                _pooled = _users.Pool is null ? null : new PooledUserImages(_users.Pool, _shuffle, _replicate, _advanced.Cursor);
                _phase = Phase.Ready;
                break;
            case SettingsChanged changed when _phase == Phase.Ready && message.Generation == _generation:
                _users = _spec.With(changed.Settings).ImageModels[_model].Users;
                _arrived.Images.Layout(_users.ImagesPerCaption);
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
        if (_users.ImagesPerCaption > 0)
        {
            if (_pooled is null)
                context.Divide(_gaussian, _gaussian.Begin(_replicate, _generation, _arrived.Images));
            else
                _pooled.Take(_arrived.Images);
        }

        _arrived.Generation = _generation;
        context.Send(_imageModel, _arrived);
        _advanced.Generation = _generation;
        context.Send(Roster.Coordinator, _advanced);
    }
}
