using CoEvolve.Actors;
using CoEvolve.Actors.Tests;
using CoEvolve.Core;

namespace CoEvolve.Engines.Tests;

/// <summary>There is no second path: whatever enters an estimate crosses as a message, all of it, and nothing else does.</summary>
public sealed class TrafficTests
{
    public static TheoryData<string> Names => Ecosystems.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Watching_every_message_changes_no_bit(string ecosystem)
    {
        (RecordedRun run, _) = Watch(Ecosystems.Spec(ecosystem));
        run.AssertSame(RecordedRun.Of(new LocalEngine(), Ecosystems.Spec(ecosystem)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_captions_written_are_N_for_every_prompt_of_every_text_model(string ecosystem)
    {
        ForEachGeneration(ecosystem, (spec, roster, traffic, t) =>
        {
            for (int i = 0; i < spec.TextModels.Length; i++)
            {
                foreach (PromptSpec prompt in spec.TextModels[i].Prompts)
                    Assert.Equal(prompt.Captions, Captions(spec, roster, traffic, t, i, prompt.ImageModel).Sum());
            }

            Assert.Equal(spec.TextModels.Sum(text => text.Prompts.Length), traffic.Count(t, m => m is CaptionsWritten));
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_image_model_trains_on_one_image_for_every_caption_it_got_or_on_their_statistics(string ecosystem)
    {
        ForEachGeneration(ecosystem, (spec, roster, traffic, t) =>
        {
            int expected = 0;
            for (int j = 0; j < spec.ImageModels.Length; j++)
            {
                if (spec.ImageModels[j].Frozen)
                    continue;
                foreach (int writer in spec.WritersOf(spec.ImageModels[j].Name))
                {
                    ImagesMade made = Assert.Single(traffic.To<ImagesMade>(roster.Image(j), t), m => m.Writer == Roster.Text(writer));
                    int[] captions = Captions(spec, roster, traffic, t, writer, spec.ImageModels[j].Name);
                    Assert.Equal(captions, made.Images.Counts);
                    Assert.Equal(captions, made.Statistics?.Counts ?? captions);
                    Assert.Equal(ExpectsStatistics(spec, j), made.Content == ImageContent.Statistics);
                    expected++;
                }
            }

            Assert.Equal(expected, traffic.Count(t, m => m is ImagesMade { Content: ImageContent.Innovations or ImageContent.Statistics }));
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_text_model_reads_the_images_that_were_made_and_no_others(string ecosystem)
    {
        ForEachGeneration(ecosystem, (spec, roster, traffic, t) =>
        {
            int expected = 0;
            for (int i = 0; i < spec.TextModels.Length; i++)
            {
                if (spec.TextModels[i].Frozen)
                    continue;
                foreach (string image in spec.TextModels[i].Sees)
                {
                    foreach (int writer in spec.WritersOf(image))
                    {
                        AssertReads(spec, roster, traffic, t, i, image, writer);
                        expected++;
                    }
                }
            }

            Assert.Equal(expected, traffic.Count(t, m => m is ImagesMade { Content: ImageContent.Captions or ImageContent.Displacements }));
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Corpus_counts_sum_to_M_and_users_give_U_images_a_caption(string ecosystem)
    {
        ForEachGeneration(ecosystem, (spec, roster, traffic, t) =>
        {
            for (int i = 0; i < spec.TextModels.Length; i++)
            {
                CorpusCounted counted = Assert.Single(traffic.To<CorpusCounted>(Roster.Text(i), t));
                Assert.Equal(spec.TextModels[i].Corpus.CaptionsPerGeneration, counted.Counts.Sum());
            }

            for (int j = 0; j < spec.ImageModels.Length; j++)
            {
                UserImagesArrived arrived = Assert.Single(traffic.To<UserImagesArrived>(roster.Image(j), t));
                Assert.Equal(spec.ImageModels[j].Users.ImagesPerCaption, arrived.Images.ImagesPerCaption);
                Assert.Equal(spec.ImageModels[j].Users.ImagesPerCaption * spec.Captions * spec.Dimension, arrived.Images.Displacements.Length);
            }
        });
    }

    // The reader's images are those that the image model trains on, displaced by the very parameters it published.
    private static void AssertReads(EcosystemSpec spec, Roster roster, Traffic traffic, int t, int reader, string image, int writer)
    {
        ActorId maker = roster.Image(spec.IndexOfImageModel(image));
        ImagesMade read = Assert.Single(traffic.To<ImagesMade>(Roster.Text(reader), t), m => m.Sender == maker && m.Writer == Roster.Text(writer));
        Assert.Equal(Captions(spec, roster, traffic, t, writer, image), read.Images.Counts);
        bool looks = spec.TextModels[reader].ReadsImages && !DrawsWhatItReads(spec, reader, image);
        Assert.Equal(looks ? ImageContent.Displacements : ImageContent.Captions, read.Content);
        Assert.Equal(!looks, read.Images.Values.IsEmpty);
        ImagesMade? own = traffic.To<ImagesMade>(maker, t).SingleOrDefault(m => m.Writer == Roster.Text(writer));
        if (own is null || !looks)
            return;
        CaptionGaussians published = Assert.Single(traffic.To<ImageModelPublished>(Roster.Text(reader), t), m => m.Sender == maker).Gaussians;
        var expected = new ImageBatch(spec.Captions, spec.Dimension);
        ImageMaking.Displace(published, own.Images, expected);
        for (int k = 0; k < spec.Captions; k++)
            Assert.Equal(expected.OfCaption(k).ToArray(), read.Images.OfCaption(k).ToArray());
    }

    // A sampled reader alone with a frozen model that draws for nobody else.
    private static bool DrawsWhatItReads(EcosystemSpec spec, int reader, string image) =>
        spec.TextModels[reader].Reader == ReaderKind.Sampled
        && spec.ImageModels.Single(m => m.Name == image) is { Frozen: true, Sampling: not ImageSampling.Individual }
        && spec.WritersOf(image).All(writer => writer == reader)
        && spec.ReadersOf(image).All(other => other == reader || spec.TextModels[other].Frozen);

    private static bool ExpectsStatistics(EcosystemSpec spec, int model) =>
        spec.ImageModels[model].Sampling != ImageSampling.Individual
        && spec.ReadersOf(spec.ImageModels[model].Name).All(reader => !spec.TextModels[reader].ReadsImages);

    private static int[] Captions(EcosystemSpec spec, Roster roster, Traffic traffic, int t, int writer, string image)
    {
        ActorId recipient = roster.Image(spec.IndexOfImageModel(image));
        return Assert.Single(traffic.To<CaptionsWritten>(recipient, t), m => m.Sender == Roster.Text(writer)).Counts;
    }

    private static void ForEachGeneration(string ecosystem, Action<EcosystemSpec, Roster, Traffic, int> check)
    {
        EcosystemSpec spec = Ecosystems.Spec(ecosystem);
        (_, Traffic traffic) = Watch(spec);
        for (int t = 0; t < spec.Generations; t++)
            check(spec, new Roster(spec), traffic, t);
        Assert.Equal(0, traffic.Count(spec.Generations, m => m is CaptionsWritten or ImagesMade or CorpusCounted or UserImagesArrived));
    }

    private static (RecordedRun Run, Traffic Traffic) Watch(EcosystemSpec spec)
    {
        var traffic = new Traffic();
        return (RecordedRun.Of(new TappedEngine(traffic.Keep), spec), traffic);
    }
}
