using CoEvolve.Actors;
using CoEvolve.Actors.Tests;
using CoEvolve.Core;

namespace CoEvolve.Engines.Tests;

/// <summary>
/// A message is altered on its way, and the model that gets it becomes what the reference makes of the altered message: so
/// estimates come from the messages and from nowhere else.
/// </summary>
public sealed class TamperTests
{
    private const int Generation = 2;

    private static readonly EcosystemSpec PerfectReader = new EcosystemPlan
    {
        Texts = [new TextPlan { Reader = ReaderKind.Perfect, Corpus = 5, LearningRate = 0.6 }],
        Images = [new ImagePlan { Users = 2, LearningRate = 0.8, Sampling = ImageSampling.Individual }],
    }.ToSpec();

    private static readonly EcosystemSpec SoftReader = new EcosystemPlan
    {
        Texts = [new TextPlan { PerceptionNoise = 0, Corpus = 5 }],
        Images = [new ImagePlan { Users = 3, Covariance = CovarianceEstimator.Unbiased }],
    }.ToSpec();

    private static readonly EcosystemSpec Statistics = new EcosystemPlan
    {
        Texts = [new TextPlan { Reader = ReaderKind.Perfect, Corpus = 5 }],
    }.ToSpec();

    public static TheoryData<string> Specs => ["perfect", "soft", "statistics"];

    [Theory]
    [MemberData(nameof(Specs))]
    public void Untouched_messages_give_what_the_reference_says(string reader)
    {
        Step step = Step.Take(SpecOf(reader), Generation, (_, message) => message);
        step.AssertText();
        step.AssertImages();
        Assert.Equal(step.Untouched.ToBytes(), step.After.ToBytes());
    }

    [Theory]
    [MemberData(nameof(Specs))]
    public void Other_captions_make_other_images_and_other_estimates(string reader)
    {
        Step step = Alter<CaptionsWritten>(SpecOf(reader), written => written with { Counts = [2, 9, 4] });
        Assert.All(step.Delivered.To<ImagesMade>(step.Image, Generation), made => Assert.Equal([2, 9, 4], made.Images.Counts));
        Assert.All(step.Delivered.To<ImagesMade>(step.Text, Generation), made => Assert.Equal([2, 9, 4], made.Images.Counts));
        step.AssertText();
        step.AssertImages();
        step.AssertTextChanged();
        step.AssertImagesChanged();
    }

    [Fact]
    public void Other_captions_of_images_change_what_a_perfect_reader_learns_and_nothing_else()
    {
        Step step = Alter<ImagesMade>(PerfectReader, made => WithCounts(made, [1, 0, 30]), ImageContent.Captions);
        step.AssertText();
        step.AssertTextChanged();
        step.AssertImagesUnchanged();
    }

    [Fact]
    public void Stretched_images_change_what_a_soft_reader_learns_and_nothing_else()
    {
        Step step = Alter<ImagesMade>(SoftReader, made => Scaled(made, 3), ImageContent.Displacements);
        step.AssertText();
        step.AssertTextChanged();
        step.AssertImagesUnchanged();
    }

    [Fact]
    public void Other_published_parameters_change_what_a_soft_reader_learns_and_nothing_else()
    {
        Step step = Alter<ImageModelPublished>(SoftReader, published =>
        {
            for (int i = 0; i < published.Gaussians.Factors.Length; i++)
                published.Gaussians.Factors[i] *= 1 + (i % 3);
            published.Gaussians.Means[1] += 2;
            return published;
        });
        step.AssertText();
        step.AssertTextChanged();
        step.AssertImagesUnchanged();
    }

    [Theory]
    [MemberData(nameof(Specs))]
    public void Another_corpus_changes_what_the_text_model_learns_and_nothing_else(string reader)
    {
        Step step = Alter<CorpusCounted>(SpecOf(reader), counted => counted with { Counts = [0, 3, 40] });
        step.AssertText();
        step.AssertTextChanged();
        step.AssertImagesUnchanged();
    }

    [Theory]
    [InlineData("perfect")]
    [InlineData("soft")]
    public void Stretched_innovations_change_what_the_image_model_learns_and_nothing_else(string reader)
    {
        Step step = Alter<ImagesMade>(SpecOf(reader), made => Scaled(made, -2), ImageContent.Innovations);
        step.AssertImages();
        step.AssertImagesChanged();
        step.AssertTextUnchanged();
    }

    [Fact]
    public void Other_statistics_change_what_the_image_model_learns_and_nothing_else()
    {
        Step step = Alter<ImagesMade>(Statistics, made => WithStatistics(made, [4, 0, 2]), ImageContent.Statistics);
        step.AssertImages();
        step.AssertImagesChanged();
        step.AssertTextUnchanged();
    }

    [Fact]
    public void Other_captions_of_images_that_were_never_made_change_how_many_a_sampled_reader_draws()
    {
        EcosystemSpec spec = new EcosystemPlan
        {
            Texts = [new TextPlan { Reader = ReaderKind.Sampled }],
            Images = [new ImagePlan { Frozen = true }],
        }.ToSpec();
        Step step = Alter<ImagesMade>(spec, made => WithCounts(made, [0, 7, 0]), ImageContent.Captions);
        Assert.All(step.Untouched.Texts[0], p => Shares(p, 20));
        Assert.All(step.After.Texts[0], p => Shares(p, 7));

        static void Shares(double p, int images) => Assert.Equal(Math.Round(p * images), p * images, 1e-12);
    }

    [Theory]
    [MemberData(nameof(Specs))]
    public void Other_user_images_change_what_the_image_model_learns_and_nothing_else(string reader)
    {
        Step step = Alter<UserImagesArrived>(SpecOf(reader), arrived =>
        {
            var images = new UserImageBatch(arrived.Images.Captions, arrived.Images.Dimension);
            images.Layout(7);
            for (int i = 0; i < images.Means.Length; i++)
                images.Means[i] = 4 - i;
            for (int i = 0; i < images.Displacements.Length; i++)
                images.Displacements[i] = ((i * i) % 11 / 5.0) - 1;
            return arrived with { Images = images };
        });
        step.AssertImages();
        step.AssertImagesChanged();
        step.AssertTextUnchanged();
    }

    [Fact]
    public void What_the_coordinator_keeps_is_what_the_models_reported()
    {
        Step step = Alter<TextModelRetrained>(SoftReader, retrained => retrained with { Shares = [0.5, 0.25, 0.25] });
        Assert.Equal([0.5, 0.25, 0.25], step.After.Texts[0]);
        step = Alter<ImageModelRetrained>(SoftReader, retrained =>
        {
            retrained.State.Gaussians.Means[0] = 42;
            retrained.State.PoolSizes[1] = 43;
            retrained.State.Ranks[2] = 0;
            return retrained;
        });
        Assert.Equal(42, step.After.Images[0].Gaussians.Means[0]);
        Assert.Equal(43, step.After.Images[0].PoolSizes[1]);
        Assert.Equal(0, step.After.Images[0].Ranks[2]);
        step = Alter<InjectorAdvanced>(SoftReader, advanced => advanced with { Cursor = new PoolCursor([1, 2, 3], [4, 5, 6]) });
        Assert.Equal([4, 5, 6], step.After.Cursors[0].Positions);
    }

    [Theory]
    [InlineData("soft reader")]
    [InlineData("sampled reader")]
    [InlineData("nine dimensions")]
    [InlineData("two texts, two images")]
    public void What_stands_in_the_padding_of_images_never_matters(string ecosystem)
    {
        EcosystemSpec spec = Ecosystems.Spec(ecosystem);
        var engine = new TappedEngine((_, message) =>
            message is ImagesMade { Content: ImageContent.Displacements or ImageContent.Innovations } made ? WithSpoiltPadding(Traffic.Copy(made)) : message);
        RecordedRun.Of(engine, spec).AssertSame(RecordedRun.Of(new LocalEngine(), spec));
    }

    private static EcosystemSpec SpecOf(string reader) => reader switch
    {
        "soft" => SoftReader,
        "perfect" => PerfectReader,
        _ => Statistics,
    };

    private static Step Alter<T>(EcosystemSpec spec, Func<T, T> change, ImageContent? content = null)
        where T : Message =>
        Step.Take(spec, Generation, (_, message) =>
            message is T known && (content is null || known is ImagesMade made && made.Content == content) ? change(Traffic.Copy(known)) : message);

    private static ImagesMade WithCounts(ImagesMade made, int[] counts)
    {
        var images = new ImageBatch(made.Images.Captions, made.Images.Dimension);
        images.LayoutWithoutValues(counts);
        return made with { Images = images };
    }

    private static ImagesMade WithStatistics(ImagesMade made, int[] counts)
    {
        var statistics = new InnovationStatistics(3, 2);
        counts.CopyTo(statistics.Counts, 0);
        (statistics[0, 0], statistics[0, 1], statistics[0, 2], statistics[0, 3], statistics[0, 4]) = (0.3, -1, 2, 0.5, 1.5);
        (statistics[2, 0], statistics[2, 1], statistics[2, 2], statistics[2, 3], statistics[2, 4]) = (2, 1, 0.25, -3, 0);
        return made with { Images = WithCounts(made, counts).Images, Statistics = statistics };
    }

    private static ImagesMade Scaled(ImagesMade made, double factor)
    {
        foreach (ref double value in made.Images.Values)
            value *= factor;
        return made;
    }

    private static ImagesMade WithSpoiltPadding(ImagesMade made)
    {
        for (int k = 0; k < made.Images.Captions; k++)
        {
            Span<double> blocks = made.Images.OfCaption(k);
            int used = made.Images.Counts[k] % RandomStream.Lanes;
            int lastBlock = blocks.Length - (made.Images.Dimension * RandomStream.Lanes);
            for (int i = Math.Max(lastBlock, 0); used > 0 && i < blocks.Length; i++)
            {
                if (i % RandomStream.Lanes >= used)
                    blocks[i] = i % 2 == 0 ? double.NaN : double.PositiveInfinity;
            }
        }

        return made;
    }
}
