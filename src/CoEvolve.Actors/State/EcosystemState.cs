using CoEvolve.Core;

namespace CoEvolve.Actors;

/// <summary>
/// What the coordinator knows of the ecosystem: the state of generation t, and that of t + 1 as far as the models have
/// reported it.
/// </summary>
internal sealed class EcosystemState
{
    private readonly EcosystemSpec _spec;
    private readonly int _replicate;
    private readonly double[][] _nextTexts;
    private readonly ImageModelState[] _nextImages;
    private readonly double _initialTextDiversity;
    private CollapseTimes _collapse;

    public EcosystemState(EcosystemSpec spec, EcosystemCheckpoint checkpoint)
    {
        Preconditions.Require(
            checkpoint.Texts.Count == spec.TextModels.Length && checkpoint.Images.Count == spec.ImageModels.Length
            && checkpoint.Texts[0].Length == spec.Captions && checkpoint.Images[0].Gaussians.Dimension == spec.Dimension
            && checkpoint.Generation <= spec.Generations,
            "The checkpoint belongs to an ecosystem of another shape.",
            nameof(checkpoint));
        _spec = spec;
        _replicate = checkpoint.Replicate;
        _collapse = checkpoint.Collapse;
        Generation = checkpoint.Generation;
        Texts = [.. checkpoint.Texts.Select(p => (double[])p.Clone())];
        Images = [.. checkpoint.Images.Select(EcosystemCheckpoint.Copy)];
        Cursors = [.. checkpoint.Cursors.Select(Copy)];
        Resolutions = new double?[Texts.Length];
        _nextTexts = [.. Texts.Select(p => new double[p.Length])];
        _nextImages = [.. Images.Select(_ => new ImageModelState(spec.Captions, spec.Dimension))];
        _initialTextDiversity = TextMeasures.GiniSimpson(spec.InitialShares);
    }

    public int Generation { get; private set; }

    /// <summary>p of each text model at generation t.</summary>
    public double[][] Texts { get; private set; }

    /// <summary>State of each image model at generation t.</summary>
    public ImageModelState[] Images { get; private set; }

    public PoolCursor[] Cursors { get; }

    /// <summary>ρ̂ of each text model in the step from t, once it has reported.</summary>
    public double?[] Resolutions { get; }

    public void Keep(int model, TextModelRetrained report)
    {
        report.Shares.CopyTo(_nextTexts[model], 0);
        Resolutions[model] = report.ReaderResolution;
    }

    public void Keep(int model, ImageModelRetrained report) => report.State.CopyTo(_nextImages[model]);

    public void Keep(int model, InjectorAdvanced report) => report.Cursor.CopyTo(Cursors[model]);

    /// <summary>Generation t + 1 becomes the present.</summary>
    public void Step(EcosystemMeasures measures)
    {
        for (int i = 0; i < Texts.Length; i++)
            (Texts[i], _nextTexts[i]) = (_nextTexts[i], Texts[i]);
        for (int j = 0; j < Images.Length; j++)
            (Images[j], _nextImages[j]) = (_nextImages[j], Images[j]);
        Generation++;
        if (_collapse.Text is null && measures.TextDiversity(this) < CollapseTimes.Threshold * _initialTextDiversity)
            _collapse = _collapse with { Text = Generation };
        if (_collapse.Image is null && measures.ImageDiversity(this) < CollapseTimes.Threshold)
            _collapse = _collapse with { Image = Generation };
    }

    public RestoreTextModel RestoreText(int model) =>
        new() { Sender = Roster.Coordinator, Generation = Generation, Replicate = _replicate, Shares = Texts[model] };

    public RestoreImageModel RestoreImage(int model) =>
        new() { Sender = Roster.Coordinator, Generation = Generation, Replicate = _replicate, State = Images[model] };

    public RestoreCorpus RestoreCorpus() => new() { Sender = Roster.Coordinator, Generation = Generation, Replicate = _replicate };

    public RestoreUserContent RestoreUsers(int imageModel) =>
        new() { Sender = Roster.Coordinator, Generation = Generation, Replicate = _replicate, Cursor = Cursors[imageModel] };

    public EcosystemCheckpoint ToCheckpoint(SteeringState? steering) => new(
        _replicate,
        Generation,
        [.. Texts.Select(p => (double[])p.Clone())],
        [.. Images.Select(EcosystemCheckpoint.Copy)],
        [.. Cursors.Select(Copy)],
        _collapse) { Steering = steering };

    private PoolCursor Copy(PoolCursor cursor)
    {
        var copy = new PoolCursor(_spec.Captions);
        cursor.CopyTo(copy);
        return copy;
    }
}
