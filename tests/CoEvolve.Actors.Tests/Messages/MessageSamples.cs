using CoEvolve.Core;

namespace CoEvolve.Actors.Tests;

/// <summary>One message or more of every kind, with awkward numbers and no property left at its default.</summary>
internal static class MessageSamples
{
    private static readonly ActorId Sender = new(5);

    public static IEnumerable<Message> All =>
    [
        new RunUntil { Sender = Sender, Generation = int.MaxValue },
        new GetCheckpoint { Sender = Sender, Generation = 7 },
        new RestoreTextModel { Sender = Sender, Generation = 7, Replicate = 3, Shares = [0.25, 0.75, double.Epsilon] },
        new RestoreImageModel { Sender = Sender, Generation = 7, Replicate = 3, State = State() },
        new RestoreCorpus { Sender = Sender, Generation = 7, Replicate = 3 },
        new RestoreUserContent { Sender = Sender, Generation = 7, Replicate = 3, Cursor = Cursor() },
        new AdvanceGeneration { Sender = Sender, Generation = 7 },
        new CaptionsWritten { Sender = Sender, Generation = 7, Counts = [1, 0, int.MaxValue] },
        new ImageModelPublished { Sender = Sender, Generation = 7, Gaussians = Gaussians() },
        Images(ImageContent.Captions, [3, 100_000_000, 0]),
        Images(ImageContent.Displacements, [3, 0, 17]),
        Images(ImageContent.Innovations, [8, 9, 1]),
        Images(ImageContent.Innovations, [0, 0, 0]),
        Statistics([3, 0, 100_000_000]),
        Statistics([0, 0, 0]),
        new CorpusCounted { Sender = Sender, Generation = 7, Counts = [4, 5, 6] },
        new UserImagesArrived { Sender = Sender, Generation = 7, Images = UserImages(2) },
        new UserImagesArrived { Sender = Sender, Generation = 7, Images = UserImages(0) },
        new InjectorAdvanced { Sender = Sender, Generation = 7, Cursor = Cursor() },
        new TextModelRetrained { Sender = Sender, Generation = 7, Shares = [double.NaN, -0.0, 1e-300], ReaderResolution = -0.125 },
        new TextModelRetrained { Sender = Sender, Generation = 7, Shares = [1], ReaderResolution = null },
        new ImageModelRetrained { Sender = Sender, Generation = 7, State = State() },
        new GenerationCompleted { Sender = Sender, Generation = 7 },
        new GenerationRecorded { Sender = Sender, Generation = 7, Record = Record(metrics: true, captions: true, snapshots: 2) },
        new GenerationRecorded { Sender = Sender, Generation = 7, Record = Record(metrics: true, captions: false, snapshots: 0) },
        new GenerationRecorded { Sender = Sender, Generation = 7, Record = Record(metrics: false, captions: false, snapshots: 3) },
        new TargetReached { Sender = Sender, Generation = 7, Halt = HaltReason.Stopped },
        new CheckpointTaken { Sender = Sender, Generation = 7, Checkpoint = Checkpoint() },
        new ApplyCommand { Sender = Sender, Generation = 7, Id = long.MaxValue, Command = new InjectCommand(17, 3) },
        new SettingsChanged { Sender = Sender, Generation = 7, Settings = Settings() },
        new SettingsAdopted { Sender = Sender, Generation = 7 },
        new CommandApplied { Sender = Sender, Generation = 7, Id = 1L << 40, Command = new SetCommand(SteeredSetting.ImageLearningRate, 0.1) },
    ];

    /// <summary>Two texts, one image model, three captions, two dimensions.</summary>
    public static EcosystemCheckpoint Checkpoint() => new(
        replicate: 3,
        generation: 7,
        [[0.25, 0.75, 0], [1, 0, 0]],
        [State()],
        [Cursor()],
        new CollapseTimes(4, null));

    private static EcosystemSettings Settings() => new(
        [new TextRates(0.1, Frozen: true, 7), new TextRates(1, Frozen: false, int.MaxValue)], [new ImageRates(double.Epsilon, Frozen: true, 0), new ImageRates(0.5, Frozen: false, 9)]);

    private static CaptionGaussians Gaussians()
    {
        double[] factors = new double[12];
        for (int k = 0; k < 3; k++)
            (factors[4 * k], factors[(4 * k) + 2], factors[(4 * k) + 3]) = (1e-150, -0.1, double.Epsilon);
        return new CaptionGaussians(3, 2, [1, -0.0, 0.1, double.MaxValue, -1e-300, Math.PI], factors);
    }

    private static ImageModelState State() => new(Gaussians(), [ImageModelState.GivenPool, 0, 9], [2, 0, 1]);

    private static PoolCursor Cursor() => new([1, 2, 3], [4, 5, 6]);

    private static ImagesMade Images(ImageContent content, int[] counts)
    {
        var images = new ImageBatch(3, 2);
        if (content == ImageContent.Captions)
        {
            images.LayoutWithoutValues(counts);
        }
        else
        {
            images.Layout(counts);
            for (int i = 0; i < images.Values.Length; i++)
                images.Values[i] = i % 7 == 0 ? -0.0 : (i - 20) / 3.0;
        }

        return new ImagesMade { Sender = Sender, Generation = 7, Writer = new ActorId(2), Content = content, Images = images };
    }

    private static ImagesMade Statistics(int[] counts)
    {
        var statistics = new InnovationStatistics(3, 2);
        counts.CopyTo(statistics.Counts, 0);
        for (int k = 0; k < 3; k++)
        {
            for (int i = 0; i < statistics.NumbersPerCaption; i++)
                statistics[k, i] = counts[k] == 0 ? 0 : i == 2 ? -0.0 : (k - i) / 7.0;
        }

        return Images(ImageContent.Captions, counts) with { Content = ImageContent.Statistics, Statistics = statistics };
    }

    private static UserImageBatch UserImages(int perCaption)
    {
        var images = new UserImageBatch(3, 2);
        images.Layout(perCaption);
        for (int i = 0; i < images.Means.Length; i++)
            images.Means[i] = i / 7.0;
        for (int i = 0; i < images.Displacements.Length; i++)
            images.Displacements[i] = -i / 9.0;
        return images;
    }

    private static GenerationRecord Record(bool metrics, bool captions, int snapshots)
    {
        var record = new GenerationRecord(metrics ? 2 : 0, metrics ? 2 : 0, captions ? 3 : 0)
        {
            Generation = 9,
            HasMetrics = metrics,
            HasCaptions = captions,
            IsLast = captions,
            Snapshots = [.. Enumerable.Range(1, snapshots).Select(length => Enumerable.Range(7, length).Select(i => (byte)i).ToArray())],
        };
        for (int i = 0; i < record.Texts.Length; i++)
            record.Texts[i] = new TextMetrics(0.1 + i, 0.2, 0.3, 4, 0.5, i == 0 ? -0.6 : null);
        for (int j = 0; j < record.Images.Length; j++)
        {
            record.Images[j] = new ImageMetrics(0.1 + j, 0.2, j == 0 ? null : -300.5, 0.4, 0.5, 0.6, j == 0 ? -0.7 : null);
            for (int k = 0; k < record.Captions[j].Length; k++)
                record.Captions[j][k] = new CaptionMetrics(0.1 + j, 0.2 + k, k == 0 ? null : -3.5, 0.4);
        }

        return record;
    }
}
