using CoEvolve.Core;

namespace CoEvolve.Actors;

/// <summary>
/// The whole state of an ecosystem between two generations. With its <see cref="EcosystemSpec"/>, an ecosystem stopped at a
/// checkpoint goes on from it anywhere and gives the same bits as one that was never stopped.
/// </summary>
public sealed class EcosystemCheckpoint
{
    /// <summary>The version that <see cref="ToBytes"/> writes of an ecosystem that was never steered, as all programs do.</summary>
    public const int FormatVersion = 1;

    /// <summary>The version of one that was: the same, and then its <see cref="SteeringState"/>.</summary>
    public const int SteeredFormatVersion = 2;

    private const uint Magic = 0x76456F43; // "CoEv"

    /// <summary>Wraps the given parts, which are not copied.</summary>
    /// <param name="replicate">Number of the replicate, ≥ 0.</param>
    /// <param name="generation">The generation that this is the state of, ≥ 0.</param>
    /// <param name="texts">p of each text model, in the spec's order.</param>
    /// <param name="images">State of each image model, in the spec's order.</param>
    /// <param name="cursors">How far each image model's user images are used up, in the spec's order.</param>
    /// <param name="collapse">When diversity collapsed, so far.</param>
    /// <exception cref="ArgumentException">The parts do not fit together.</exception>
    public EcosystemCheckpoint(
        int replicate,
        int generation,
        IReadOnlyList<double[]> texts,
        IReadOnlyList<ImageModelState> images,
        IReadOnlyList<PoolCursor> cursors,
        CollapseTimes collapse)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(cursors);
        Replicate = Preconditions.InRange(replicate, 0, int.MaxValue);
        Generation = Preconditions.InRange(generation, 0, int.MaxValue);
        Preconditions.Require(texts.Count >= 1 && images.Count >= 1, "There must be a text model and an image model at least.", nameof(texts));
        Preconditions.Require(images.Count == cursors.Count, "There must be one cursor an image model.", nameof(cursors));
        int captions = texts[0].Length, dimension = images[0].Gaussians.Dimension;
        foreach (double[] shares in texts)
        {
            Preconditions.Require(shares.Length == captions, "The text models have different vocabularies.", nameof(texts));
            Preconditions.Probabilities(shares, nameof(texts));
        }

        for (int j = 0; j < images.Count; j++)
        {
            CaptionGaussians gaussians = images[j].Gaussians;
            Preconditions.Require(
                gaussians.Captions == captions && gaussians.Dimension == dimension && cursors[j].Epochs.Length == captions,
                "The image models have different shapes.",
                nameof(images));
            Preconditions.Require(AllIn(images[j].PoolSizes, int.MaxValue), "A pool size is negative.", nameof(images));
            Preconditions.Require(AllIn(images[j].Ranks, dimension), $"A rank is outside 0 to d = {dimension}.", nameof(images));
            Preconditions.Require(
                AllIn(cursors[j].Epochs, int.MaxValue) && AllIn(cursors[j].Positions, int.MaxValue),
                "A position in a pool is negative.",
                nameof(cursors));
        }

        Texts = texts;
        Images = images;
        Cursors = cursors;
        Collapse = collapse;
    }

    /// <summary>Number of the replicate.</summary>
    public int Replicate { get; }

    /// <summary>The generation that this is the state of.</summary>
    public int Generation { get; }

    /// <summary>p of each text model.</summary>
    public IReadOnlyList<double[]> Texts { get; }

    /// <summary>State of each image model.</summary>
    public IReadOnlyList<ImageModelState> Images { get; }

    /// <summary>How far each image model's user images are used up.</summary>
    public IReadOnlyList<PoolCursor> Cursors { get; }

    /// <summary>When diversity collapsed, so far.</summary>
    public CollapseTimes Collapse { get; }

    /// <summary>What commands have left behind; null where there never was one.</summary>
    public SteeringState? Steering { get; init; }

    /// <summary>The state at generation 0: every model as the spec says.</summary>
    public static EcosystemCheckpoint Initial(EcosystemSpec spec, int replicate)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return new EcosystemCheckpoint(
            replicate,
            generation: 0,
            [.. spec.TextModels.Select(_ => (double[])spec.InitialShares.Clone())],
            [.. spec.ImageModels.Select(_ => Copy(spec.InitialImages))],
            [.. spec.ImageModels.Select(_ => new PoolCursor(spec.Captions))],
            default);
    }

    /// <summary>A copy of an image model's state.</summary>
    internal static ImageModelState Copy(ImageModelState state)
    {
        var copy = new ImageModelState(state.Gaussians.Captions, state.Gaussians.Dimension);
        state.CopyTo(copy);
        return copy;
    }

    /// <summary>How many bytes <see cref="ToBytes"/> writes for any ecosystem of a spec, at any generation; a few more once it was steered.</summary>
    public static long SizeOf(EcosystemSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        // What precedes the models are ten integers; a caption of an image model has four beside its mean and factor.
        long captions = spec.Captions, dimension = spec.InitialImages.Gaussians.Dimension;
        long text = sizeof(double) * captions, image = captions * ((sizeof(double) * dimension * (1 + dimension)) + (4 * sizeof(int)));
        return (10 * sizeof(int)) + (spec.TextModels.Length * text) + (spec.ImageModels.Length * image);
    }

    /// <summary>Writes the current version of the binary form: little-endian, doubles bit for bit; some 8·K·(3 + d + d²) bytes.</summary>
    public byte[] ToBytes() => Binary.Write(writer =>
    {
        writer.Write(Magic);
        writer.Write(Steering is null ? FormatVersion : SteeredFormatVersion);
        writer.Write(Replicate);
        writer.Write(Generation);
        writer.Write(Texts.Count);
        writer.Write(Images.Count);
        writer.Write(Texts[0].Length);
        writer.Write(Images[0].Gaussians.Dimension);
        writer.WriteOptional(Collapse.Text);
        writer.WriteOptional(Collapse.Image);
        foreach (double[] shares in Texts)
            writer.WriteDoubles(shares);
        for (int j = 0; j < Images.Count; j++)
        {
            writer.WriteDoubles(Images[j].Gaussians.Means);
            writer.WriteDoubles(Images[j].Gaussians.Factors);
            writer.WriteIntegers(Images[j].PoolSizes);
            writer.WriteIntegers(Images[j].Ranks);
            writer.WriteIntegers(Cursors[j].Epochs);
            writer.WriteIntegers(Cursors[j].Positions);
        }

        Steering?.Write(writer);
    });

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    /// <exception cref="FormatException">The bytes are damaged, no checkpoint, or of another version, which is named.</exception>
    public static EcosystemCheckpoint FromBytes(byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        return Binary.Read(bytes, "checkpoint", Read);
    }

    private static bool AllIn(int[] values, int most)
    {
        foreach (int value in values)
        {
            if (value < 0 || value > most)
                return false;
        }

        return true;
    }

    private static EcosystemCheckpoint Read(BinaryReader reader)
    {
        if (reader.ReadUInt32() != Magic)
            throw new FormatException("These bytes are no checkpoint of an ecosystem.");
        int version = reader.ReadInt32();
        if (version is not (FormatVersion or SteeredFormatVersion))
            throw new FormatException($"The checkpoint has version {version}; this program reads versions {FormatVersion} and {SteeredFormatVersion}. Continue it with the program that wrote it.");
        int replicate = reader.ReadCount(), generation = reader.ReadCount();
        int texts = reader.ReadCount(), images = reader.ReadCount(), captions = reader.ReadCount(), dimension = reader.ReadCount();
        if (captions == 0 || dimension == 0)
            throw new FormatException($"A checkpoint of {captions} captions in {dimension} dimensions is not possible.");
        var collapse = new CollapseTimes(reader.ReadOptionalInteger(), reader.ReadOptionalInteger());
        var shares = new List<double[]>();
        for (int i = 0; i < texts; i++)
            shares.Add(reader.ReadDoubles(captions));
        var states = new List<ImageModelState>();
        var cursors = new List<PoolCursor>();
        for (int j = 0; j < images; j++)
        {
            var gaussians = new CaptionGaussians(
                captions,
                dimension,
                reader.ReadDoubles((long)captions * dimension),
                reader.ReadDoubles((long)captions * dimension * dimension));
            states.Add(new ImageModelState(gaussians, reader.ReadIntegers(captions), reader.ReadIntegers(captions)));
            cursors.Add(new PoolCursor(reader.ReadIntegers(captions), reader.ReadIntegers(captions)));
        }

        SteeringState? steering = version == SteeredFormatVersion ? SteeringState.Read(reader) : null;
        if (steering is not null && (steering.Settings.Texts.Length != texts || steering.Settings.Images.Length != images))
            throw new FormatException("A checkpoint with settings of other models is not possible.");
        return new EcosystemCheckpoint(replicate, generation, shares, states, cursors, collapse) { Steering = steering };
    }
}
