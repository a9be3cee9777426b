using System.Collections.Immutable;
using CoEvolve.Core;

namespace CoEvolve.Actors;

/// <summary>
/// Everything that is fixed about an ecosystem before its first generation: vocabulary, starting point, models, what feeds
/// them, what is recorded. Together with a checkpoint it says all there is to say.
/// </summary>
/// <remarks>
/// Immutable by convention (its arrays are never written after construction) and thread-safe. All replicates of a point
/// share one instance; the replicate's number stands in the checkpoint.
/// </remarks>
public sealed class EcosystemSpec
{
    // For each image model who prompts it and who sees its images: every actor of every replicate asks.
    private readonly ImmutableArray<(int Text, int Captions)>[] _prompts;
    private readonly int[][] _writers;
    private readonly int[][] _readers;

    /// <summary>The least tr Σ₀,k. With <see cref="CaptionGaussians.MostSize"/> it keeps every measure finite, however far a mean drifts.</summary>
    public const double LeastTrace = 1e-100;

    /// <summary>Checks and keeps the parts.</summary>
    /// <param name="seed">Seed of the experiment; every random stream depends on it.</param>
    /// <param name="generations">T ≥ 0; the ecosystem is finished when it has reached it.</param>
    /// <param name="vocabulary">The K captions, distinct and not empty.</param>
    /// <param name="initialShares">p₀, length K, what every text model starts with.</param>
    /// <param name="initialImages">
    /// μ₀, A₀ and pool sizes, what every image model starts with; tr Σ₀,k ≥ <see cref="LeastTrace"/> for every caption,
    /// coordinates up to <see cref="CaptionGaussians.MostSize"/>.
    /// </param>
    /// <param name="textModels">At least one; names distinct. Kept in ordinal order of names.</param>
    /// <param name="imageModels">At least one; names distinct, also from the text models'. Kept in ordinal order of names.</param>
    /// <param name="recording">What is recorded, and when.</param>
    /// <param name="commands">What it does by itself as if it were told to, in ascending order of generations; null for nothing.</param>
    /// <exception cref="ArgumentException">
    /// A part is out of range, refers to a model that is not there, or wants statistics where a reader needs images.
    /// </exception>
    public EcosystemSpec(
        ulong seed,
        int generations,
        IEnumerable<string> vocabulary,
        double[] initialShares,
        ImageModelState initialImages,
        IEnumerable<TextModelSpec> textModels,
        IEnumerable<ImageModelSpec> imageModels,
        RecordingSpec recording,
        IEnumerable<ScheduledCommand>? commands = null)
    {
        ArgumentNullException.ThrowIfNull(initialImages);
        ArgumentNullException.ThrowIfNull(recording);
        Seed = seed;
        Generations = Preconditions.InRange(generations, 0, int.MaxValue - 1);
        Vocabulary = [.. vocabulary];
        InitialShares = Preconditions.Probabilities(initialShares);
        InitialImages = initialImages;
        TextModels = [.. textModels.OrderBy(m => m.Name, StringComparer.Ordinal)];
        ImageModels = [.. imageModels.OrderBy(m => m.Name, StringComparer.Ordinal)];
        Recording = recording;
        Commands = [.. commands ?? []];
        _prompts = [.. ImageModels.Select(image => PromptsTo(image.Name))];
        _writers = [.. _prompts.Select(prompts => prompts.Select(p => p.Text).ToArray())];
        _readers = [.. ImageModels.Select(image => TextModelsWhere(t => t.Sees.Contains(image.Name)))];
        Check();
        Roster = new Roster(this);
        InitialTraces = [.. Enumerable.Range(0, Captions).Select(initialImages.Gaussians.Trace)];
        for (int k = 0; k < Captions; k++)
            Preconditions.Require(InitialTraces[k] >= LeastTrace, $"Caption '{Vocabulary[k]}' starts with tr Σ₀ = {InitialTraces[k]:R}; allowed is {LeastTrace:R} or more, or its diversity is not defined.", nameof(initialImages));
    }

    /// <summary>Seed of the experiment.</summary>
    public ulong Seed { get; }

    /// <summary>T, the generation at which the ecosystem is finished.</summary>
    public int Generations { get; }

    /// <summary>The K captions.</summary>
    public ImmutableArray<string> Vocabulary { get; }

    /// <summary>p₀, length K.</summary>
    public double[] InitialShares { get; }

    /// <summary>μ₀, A₀ and pool sizes.</summary>
    public ImageModelState InitialImages { get; }

    /// <summary>tr Σ₀,k, length K, each positive.</summary>
    public ImmutableArray<double> InitialTraces { get; }

    /// <summary>The text models, in ordinal order of names.</summary>
    public ImmutableArray<TextModelSpec> TextModels { get; }

    /// <summary>The image models, in ordinal order of names.</summary>
    public ImmutableArray<ImageModelSpec> ImageModels { get; }

    /// <summary>What is recorded, and when.</summary>
    public RecordingSpec Recording { get; }

    /// <summary>What it does by itself as if it were told to, in ascending order of generations.</summary>
    public ImmutableArray<ScheduledCommand> Commands { get; }

    /// <summary>Who is who; made once, because every actor of every replicate asks for it.</summary>
    public Roster Roster { get; }

    /// <summary>K.</summary>
    public int Captions => Vocabulary.Length;

    /// <summary>d.</summary>
    public int Dimension => InitialImages.Gaussians.Dimension;

    /// <summary>Where an image model stands in <see cref="ImageModels"/>.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public int IndexOfImageModel(string name)
    {
        for (int j = 0; j < ImageModels.Length; j++)
        {
            if (ImageModels[j].Name == name)
                return j;
        }

        throw new ArgumentException($"There is no image model '{name}'.", nameof(name));
    }

    /// <summary>The text models, by index, that prompt an image model.</summary>
    public IEnumerable<int> WritersOf(string imageModel) => _writers[IndexOfImageModel(imageModel)];

    /// <summary>The text models, by index, that see an image model's images.</summary>
    public IEnumerable<int> ReadersOf(string imageModel) => _readers[IndexOfImageModel(imageModel)];

    /// <summary>Who prompts the image model of this index, with how many captions a generation.</summary>
    internal ImmutableArray<(int Text, int Captions)> PromptsOf(int imageModel) => _prompts[imageModel];

    /// <summary>The same ecosystem, recorded otherwise: its results are the same.</summary>
    public EcosystemSpec WithRecording(RecordingSpec recording) =>
        new(Seed, Generations, Vocabulary, InitialShares, InitialImages, TextModels, ImageModels, recording, Commands);

    /// <summary>The same ecosystem, left to itself.</summary>
    public EcosystemSpec WithoutCommands() => Commands.IsEmpty ? this : WithCommands([]);

    /// <summary>The same ecosystem, told other things.</summary>
    /// <param name="commands">In ascending order of generations.</param>
    public EcosystemSpec WithCommands(IEnumerable<ScheduledCommand> commands) =>
        new(Seed, Generations, Vocabulary, InitialShares, InitialImages, TextModels, ImageModels, Recording, commands);

    /// <summary>The same ecosystem with other rates.</summary>
    /// <exception cref="ArgumentException">It has other models; a rate is out of range; or models that sample statistics alone would be looked at.</exception>
    public EcosystemSpec With(EcosystemSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Preconditions.Require(
            settings.Texts.Length == TextModels.Length && settings.Images.Length == ImageModels.Length, "The settings belong to an ecosystem of other models.", nameof(settings));
        return settings.Equals(EcosystemSettings.Of(this))
            ? this
            : new EcosystemSpec(
                Seed,
                Generations,
                Vocabulary,
                InitialShares,
                InitialImages,
                TextModels.Select((model, i) => model.With(settings.Texts[i])),
                ImageModels.Select((model, j) => model.With(settings.Images[j])),
                Recording,
                Commands);
    }

    private int[] TextModelsWhere(Func<TextModelSpec, bool> condition) =>
        [.. Enumerable.Range(0, TextModels.Length).Where(i => condition(TextModels[i]))];

    private ImmutableArray<(int Text, int Captions)> PromptsTo(string imageModel) =>
    [
        .. TextModelsWhere(t => t.Prompts.Any(p => p.ImageModel == imageModel))
            .Select(i => (i, TextModels[i].Prompts.First(p => p.ImageModel == imageModel).Captions)),
    ];

    private void Check()
    {
        for (int i = 1; i < Commands.Length; i++)
            Preconditions.Require(Commands[i].Generation >= Commands[i - 1].Generation, $"The command for generation {Commands[i].Generation} stands behind one for {Commands[i - 1].Generation}.", "commands");
        CheckSize(InitialImages.Gaussians.Means, "The initial means");
        CheckSize(InitialImages.Gaussians.Factors, "The factors of the initial covariances");
        Preconditions.Require(Captions >= 1, "The vocabulary is empty; it needs one caption at least.", "vocabulary");
        Preconditions.Require(Vocabulary.Distinct(StringComparer.Ordinal).Count() == Captions, "A caption stands twice in the vocabulary.", "vocabulary");
        Preconditions.Require(InitialShares.Length == Captions, $"Length is {InitialShares.Length}; allowed is K = {Captions}.", "initialShares");
        Preconditions.Require(InitialImages.Gaussians.Captions == Captions, $"It has {InitialImages.Gaussians.Captions} captions; allowed is K = {Captions}.", "initialImages");
        Preconditions.Require(TextModels.Length >= 1, "There is no text model; one at least is needed.", "textModels");
        Preconditions.Require(ImageModels.Length >= 1, "There is no image model; one at least is needed.", "imageModels");
        string[] names = [.. TextModels.Select(m => m.Name), .. ImageModels.Select(m => m.Name)];
        Preconditions.Require(names.Distinct(StringComparer.Ordinal).Count() == names.Length, "Two models have the same name.", "textModels");
        var imageNames = ImageModels.Select(m => m.Name).ToHashSet(StringComparer.Ordinal);
        foreach (TextModelSpec text in TextModels)
        {
            foreach (string name in text.Prompts.Select(p => p.ImageModel).Concat(text.Sees))
                Preconditions.Require(imageNames.Contains(name), $"Text model '{text.Name}' refers to image model '{name}', which is not there.", "textModels");
            Preconditions.Require(text.Corpus.Distribution.Length == Captions, $"The corpus of '{text.Name}' has {text.Corpus.Distribution.Length} captions; allowed is K = {Captions}.", "textModels");
        }

        foreach (ImageModelSpec image in ImageModels)
        {
            Preconditions.Require(TextModels.Any(t => t.Prompts.Any(p => p.ImageModel == image.Name)), $"No text model prompts image model '{image.Name}'.", "imageModels");
            UserImagePool? pool = image.Users.Pool;
            Preconditions.Require(pool is null || (pool.Captions == Captions && pool.Dimension == Dimension), $"The user images of '{image.Name}' have another shape than K = {Captions}, d = {Dimension}.", "imageModels");
            Preconditions.Require(
                image.Sampling != ImageSampling.Statistics || !ImageNeeds.AreLookedAt(this, image),
                $"Image model '{image.Name}' samples statistics alone, but a text model looks at its images; allowed is automatic or individual.",
                "imageModels");
        }
    }

    private static void CheckSize(ReadOnlySpan<double> values, string what)
    {
        foreach (double value in values)
        {
            if (Math.Abs(value) > CaptionGaussians.MostSize)
                throw new ArgumentException($"{what} have a coordinate of {value:R}; allowed is up to {CaptionGaussians.MostSize:R} in size.");
        }
    }
}
