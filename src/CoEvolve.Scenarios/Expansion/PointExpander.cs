using CoEvolve.Actors;
using CoEvolve.Core;

namespace CoEvolve.Scenarios;

/// <summary>
/// Turns the scenario of each point into the spec of its ecosystems: reads files, draws means, fits images. What points
/// have in common is made once and shared. Serves one experiment.
/// </summary>
internal sealed class PointExpander(IInputFiles files, FittedImageSpace? storedFit)
{
    private readonly InputReader _inputs = new(files);
    private readonly List<string> _notes = [];
    private readonly Dictionary<VocabularySettings, ExpandedVocabulary> _vocabularies = [];
    private readonly Dictionary<(ImageSpaceSettings, ulong Seed), ImageModelState> _imageModels = [];
    private readonly Dictionary<string, double[]> _corpora = new(StringComparer.Ordinal);
    private UserImagePool? _users;
    private IReadOnlyList<string>? _words;

    public IReadOnlyList<InputFile> Inputs => _inputs.Read;

    public IReadOnlyList<string> Notes => _notes;

    public FittedImageSpace? Fit { get; private set; }

    /// <param name="scenario">The scenario of one point.</param>
    /// <param name="point">Index of the point, from 0.</param>
    /// <param name="root">The nodes that it was read from: they know where everything stands.</param>
    public EcosystemSpec Expand(Scenario scenario, int point, MapNode root)
    {
        ExpandedVocabulary vocabulary = Vocabulary(scenario.Vocabulary, root);
        ImageModelState images = Images(scenario, vocabulary.Words, root);
        double[] corpus = Corpus(scenario.Corpus, vocabulary, root);
        UserImagePool? users = scenario.UserContent.Source == UserContentSource.Data ? Users(vocabulary.Words, root) : null;
        NoteLateSnapshots(scenario);
        TextModelSettings text = scenario.TextModel;
        ImageModelSettings image = scenario.ImageModel;
        var spec = new EcosystemSpec(
            scenario.Seed,
            scenario.Generations,
            vocabulary.Words,
            vocabulary.Shares,
            images,
            [
                new TextModelSpec(
                    "text",
                    [new PromptSpec("image", text.CaptionsPerGeneration)],
                    ["image"],
                    text.Reader,
                    text.PerceptionNoise,
                    text.LearningRate,
                    text.Frozen,
                    new CorpusSpec(scenario.Corpus.CaptionsPerGeneration, corpus)),
            ],
            [
                new ImageModelSpec(
                    "image",
                    image.Covariance,
                    image.LearningRate,
                    image.Frozen,
                    new UserContentSpec(scenario.UserContent.ImagesPerCaption, users),
                    image.Images),
            ],
            new RecordingSpec(scenario.Record.Every, scenario.Record.Captions, scenario.Record.Snapshots),
            Schedule(scenario, point));
        CheckSteered(spec, root);
        return spec;
    }

    private List<ScheduledCommand> Schedule(Scenario scenario, int point)
    {
        var schedule = new List<ScheduledCommand>();
        foreach (CommandSettings command in scenario.Commands)
        {
            IReadOnlyList<int>? replicates = command.ReplicatesOf(point, scenario.Replicates);
            if (replicates is { Count: 0 })
                continue;
            schedule.Add(new ScheduledCommand(command.At, command.Command, replicates));
            if (command.At >= scenario.Generations)
                NoteOnce($"commands has '{command.Command}' at generation {command.At}; the last generation is {scenario.Generations}, so it never takes effect.");
        }

        return schedule;
    }

    // What commands make of the models must be possible too, and it is better said now than at generation 5,000.
    private static void CheckSteered(EcosystemSpec spec, MapNode root)
    {
        var settings = EcosystemSettings.Of(spec);
        foreach (ScheduledCommand scheduled in spec.Commands)
        {
            try
            {
                settings = scheduled.Command is SetCommand set ? settings.With(set) : settings;
                _ = spec.With(scheduled.Command is InjectCommand burst ? settings.Plus(burst.Captions, burst.ImagesPerCaption) : settings);
            }
            catch (Exception exception) when (exception is ArgumentException or OverflowException)
            {
                throw new ScenarioException($"{NodePath.PlaceOf(root, "commands")}: commands has '{scheduled.Command}' at generation {scheduled.Generation}, which cannot be: {exception.Message} Correct or remove it.", exception);
            }
        }
    }

    // No error: a shorter run of a scenario is what --set generations is for.
    private void NoteLateSnapshots(Scenario scenario)
    {
        int[] late = [.. scenario.Record.Snapshots.Where(generation => generation > scenario.Generations)];
        if (late.Length == 0)
            return;
        string note = $"record.snapshots names {string.Join(", ", late.Take(5))}{(late.Length > 5 ? ", …" : "")}; the last generation is {scenario.Generations}, so they are not taken.";
        NoteOnce(note);
    }

    private void NoteOnce(string note)
    {
        if (!_notes.Contains(note))
            _notes.Add(note);
    }

    private ExpandedVocabulary Vocabulary(VocabularySettings settings, MapNode root)
    {
        // All points have the same captions, so prior and exponent tell their vocabularies apart.
        VocabularySettings key = settings with { Words = null, Exponent = settings.Prior == VocabularySettings.Zipf ? settings.Exponent : 0 };
        if (!_vocabularies.TryGetValue(key, out ExpandedVocabulary? vocabulary))
        {
            vocabulary = settings.PriorIsFile
                ? FromFile(root, "vocabulary.prior", settings.Prior, [VocabularySettings.Uniform, VocabularySettings.Zipf], (bytes, note) => VocabularyExpander.Expand(settings, bytes, note))
                : VocabularyExpander.Expand(settings, null, _notes.Add);
            _vocabularies.Add(key, vocabulary);
        }

        _words ??= vocabulary.Words;
        return vocabulary.Words.SequenceEqual(_words, StringComparer.Ordinal)
            ? vocabulary
            : throw new ScenarioException($"{NodePath.PlaceOf(root, "vocabulary.prior")}: vocabulary.prior is {Quote.Always(settings.Prior)}, whose words are not those of the sweep's first point; "
                + "allowed is one vocabulary for all points. Give vocabulary.captions as a list.");
    }

    private UserImagePool Users(IReadOnlyList<string> words, MapNode root)
    {
        for (int k = 0; k < words.Count; k++)
        {
            if (Fit!.HeldOut[k].Length == 0)
            {
                throw new ScenarioException($"{NodePath.PlaceOf(root, "userContent.source")}: userContent.source is data, and no image of the caption {Quote.Always(words[k])} is held out; "
                    + "allowed is one or more a caption. Raise imageSpace.heldOut, or add images.");
            }
        }

        return _users ??= Fit!.ToUserImagePool();
    }

    private ImageModelState Images(Scenario scenario, IReadOnlyList<string> words, MapNode root)
    {
        // Only random means are drawn; whatever the seed, one fit serves all points.
        (ImageSpaceSettings, ulong) key = (scenario.ImageSpace, scenario.ImageSpace is RandomMeans ? scenario.Seed : 0);
        if (!_imageModels.TryGetValue(key, out ImageModelState? images))
        {
            images = Make(scenario, words, root);
            _imageModels.Add(key, images);
        }

        return images;
    }

    private ImageModelState Make(Scenario scenario, IReadOnlyList<string> words, MapNode root)
    {
        int captions = words.Count;
        switch (scenario.ImageSpace)
        {
            case RandomMeans random:
                CheckSize(captions, random.Dimension, root);
                return Given(captions, random.Dimension, InitialMeans.Draw(scenario.Seed, captions, random.Dimension, random.Separation));
            case CircleMeans circle:
                (double X, double Y)[] points = [.. Enumerable.Range(0, captions).Select(k => UnitCircle.Point(k, captions))];
                return Given(captions, 2, [.. points.SelectMany(point => new[] { circle.Separation * point.X, circle.Separation * point.Y })]);
            case GivenMeans given:
                if (given.Means.Count != captions)
                {
                    throw new ScenarioException($"{NodePath.PlaceOf(root, "imageSpace.means")}: imageSpace.means has {Numerals.Of(given.Means.Count, "mean")}; "
                        + $"allowed are {captions}, one a caption. Correct the list, or vocabulary.captions.");
                }

                CheckSize(captions, given.Dimension, root);
                return Given(captions, given.Dimension, [.. given.Means.SelectMany(mean => mean)]);
            case FittedImages fitted:
                Fit = FromFile(root, "imageSpace.data", fitted.Data, [], (bytes, _) => ImageSpaceFitter.Fit(fitted, bytes, words, storedFit));
                return Fit.Initial;
            default:
                throw new ArgumentException($"Unknown image space {scenario.ImageSpace.GetType().Name}.", nameof(scenario));
        }
    }

    private double[] Corpus(CorpusSettings settings, ExpandedVocabulary vocabulary, MapNode root)
    {
        if (settings.Source == CorpusSettings.Initial)
            return vocabulary.Shares;
        if (!_corpora.TryGetValue(settings.Source, out double[]? shares))
        {
            shares = settings.SourceIsFile
                ? FromFile(root, "corpus.source", settings.Source, [CorpusSettings.Uniform, CorpusSettings.Initial], (bytes, note) =>
                    InitialPriors.FromCounts(VocabularyExpander.Count(WordFile.ReadCorpus(settings.Source, bytes), vocabulary.Words, note)))
                : InitialPriors.Uniform(vocabulary.Words.Count);
            _corpora.Add(settings.Source, shares);
        }

        return shares;
    }

    // Reads a file and makes something of it; whatever is wrong with it is said with the place that names the file.
    private T FromFile<T>(MapNode root, string key, string name, string[] words, Func<byte[], Action<string>, T> make)
    {
        string place = $"{NodePath.PlaceOf(root, key)}: {key} is {Quote.Always(name)}";
        string alternatives = words.Length > 0 ? $"{NearestKey.Suggest(name, words)} Allowed is also {string.Join(" or ", words)}." : "";
        try
        {
            byte[] bytes = _inputs.BytesOf(name);
            alternatives = "";
            return make(bytes, note => _notes.Add($"{place}: {note}"));
        }
        catch (InputFileException exception)
        {
            throw new ScenarioException($"{place}: {exception.Message}.{alternatives}", exception);
        }
    }

    private static ImageModelState Given(int captions, int dimension, double[] means)
    {
        var poolSizes = new int[captions];
        Array.Fill(poolSizes, ImageModelState.GivenPool);
        return ImageModelState.Starting(CaptionGaussians.WithUnitCovariance(captions, dimension, means), poolSizes);
    }

    private static void CheckSize(long captions, long dimension, MapNode root)
    {
        if (captions * dimension * dimension > ScenarioLimits.MostFactorElements)
        {
            throw new ScenarioException($"{NodePath.PlaceOf(root, "imageSpace.dimension")}: imageSpace.dimension is {dimension}; "
                + $"with {captions} captions K·d² is {captions * dimension * dimension}, and allowed is {ScenarioLimits.MostFactorElements}. Lower one of them.");
        }
    }
}
