using CoEvolve.Actors;
using CoEvolve.Core;

namespace CoEvolve.Scenarios;

/// <summary>Reads a scenario from its nodes, which hold no sweep any more. Opens no file.</summary>
internal static class ScenarioReader
{
    private static readonly Dictionary<string, ReaderKind> Readers = new()
    {
        ["soft"] = ReaderKind.Soft,
        ["sampled"] = ReaderKind.Sampled,
        ["perfect"] = ReaderKind.Perfect,
    };

    private static readonly Dictionary<string, CovarianceEstimator> Estimators = new()
    {
        ["maximumLikelihood"] = CovarianceEstimator.MaximumLikelihood,
        ["unbiased"] = CovarianceEstimator.Unbiased,
    };

    private static readonly Dictionary<string, ImageSampling> Samplings = new()
    {
        ["automatic"] = ImageSampling.Automatic,
        ["individual"] = ImageSampling.Individual,
        ["statistics"] = ImageSampling.Statistics,
    };

    private static readonly Dictionary<string, UserContentSource> UserContentSources = new()
    {
        ["initial"] = UserContentSource.Initial,
        ["data"] = UserContentSource.Data,
    };

    /// <param name="root">The whole scenario without its sweep.</param>
    /// <param name="defaultName">The name of a scenario that gives none.</param>
    /// <param name="sweep">The sweep that this is a point of; empty without one. Decides what is recorded by default.</param>
    public static Scenario Read(MapNode root, string defaultName, IReadOnlyList<SweepKey> sweep)
    {
        var section = new Section(
            root, "", "name", "seed", "replicates", "generations", "vocabulary", "imageSpace", "textModel", "imageModel", "corpus", "userContent", "record", "commands", "sweep");
        int generations = section.Whole("generations", 100, 0, ScenarioLimits.MostGenerations);
        ImageSpaceSettings imageSpace = ImageSpaceReader.Read(section);
        TextModelSettings text = TextModel(section.Child("textModel", "captionsPerGeneration", "reader", "perceptionNoise", "learningRate", "frozen"));
        return new Scenario(
            Name(section, defaultName),
            section.Seed("seed", 1),
            section.Whole("replicates", 1, 1, ScenarioLimits.MostReplicates),
            generations,
            VocabularyReader.Read(section),
            imageSpace,
            text,
            ImageModel(section.Child("imageModel", "covariance", "learningRate", "frozen", "images"), text),
            Corpus(section.Child("corpus", "captionsPerGeneration", "source")),
            UserContent(section.Child("userContent", "imagesPerCaption", "source"), imageSpace),
            Record(section.Child("record", "every", "captions", "snapshots"), sweep.Count > 0),
            sweep)
        {
            Commands = CommandReader.Read(section),
        };
    }

    public static string NameOf(ReaderKind reader) => Readers.First(pair => pair.Value == reader).Key;

    public static string NameOf(CovarianceEstimator covariance) => Estimators.First(pair => pair.Value == covariance).Key;

    public static string NameOf(ImageSampling sampling) => Samplings.First(pair => pair.Value == sampling).Key;

    public static string NameOf(UserContentSource source) => UserContentSources.First(pair => pair.Value == source).Key;

    private static string Name(Section section, string defaultName)
    {
        const string Allowed = "a text of 1 to 200 characters";
        string name = section.Text("name", defaultName, Allowed);
        return name.Length <= 200 ? name : throw section.Refuse("name", section.Find("name")!, Allowed, "Shorten it");
    }

    private static TextModelSettings TextModel(Section section) => new(
        section.Whole("captionsPerGeneration", 200, 1, PromptSpec.MostCaptions),
        section.Choice("reader", ReaderKind.Soft, Readers),
        section.Number("perceptionNoise", 0.1, NumberRange.Length),
        section.Number("learningRate", 1, NumberRange.LearningRate),
        section.Flag("frozen", false));

    private static ImageModelSettings ImageModel(Section section, TextModelSettings text)
    {
        var settings = new ImageModelSettings(
            section.Choice("covariance", CovarianceEstimator.MaximumLikelihood, Estimators),
            section.Number("learningRate", 1, NumberRange.LearningRate),
            section.Flag("frozen", false),
            section.Choice("images", ImageSampling.Automatic, Samplings));
        bool lookedAt = !text.Frozen && (text.Reader == ReaderKind.Soft || (text.Reader == ReaderKind.Sampled && !settings.Frozen));
        if (settings.Images == ImageSampling.Statistics && lookedAt)
        {
            throw section.Refuse(
                "images",
                section.Find("images")!,
                "statistics only where no reader looks at an image: textModel.frozen, reader perfect, or reader sampled with imageModel.frozen",
                "Change one of them, or use automatic");
        }

        return settings;
    }

    private static CorpusSettings Corpus(Section section) => new(
        section.Whole("captionsPerGeneration", 0, 0, PromptSpec.MostCaptions),
        section.Text("source", CorpusSettings.Uniform, "uniform, initial or the path of a text or CSV file"));

    private static UserContentSettings UserContent(Section section, ImageSpaceSettings imageSpace)
    {
        var settings = new UserContentSettings(
            section.Whole("imagesPerCaption", 0, 0, UserContentSpec.MostImages),
            section.Choice("source", UserContentSource.Initial, UserContentSources));
        if (settings.Source == UserContentSource.Data && imageSpace is not FittedImages { HeldOut: > 0 })
        {
            throw section.Refuse(
                "source", section.Find("source")!, "data only with imageSpace.data and imageSpace.heldOut above 0", "Set both, or use initial");
        }

        return settings;
    }

    private static RecordSettings Record(Section section, bool sweeps)
    {
        IEnumerable<Node> snapshots = section.Find("snapshots") switch
        {
            null => [],
            ListNode list => list.Items,
            Node node => throw section.Refuse("snapshots", node, "a list of generations", "Write a list such as [0, 50], or leave it out for none"),
        };
        return new RecordSettings(
            section.Whole("every", sweeps ? 10 : 1, 0, ScenarioLimits.MostGenerations),
            section.Flag("captions", !sweeps),
            [.. snapshots.Select(node => section.Whole("snapshots", node, 0, ScenarioLimits.MostGenerations, "")).Distinct().Order()]);
    }
}
