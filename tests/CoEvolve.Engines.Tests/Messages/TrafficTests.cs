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
    public void An_image_model_trains_on_one_image_for_every_caption_it_got(string ecosystem)
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
                    Assert.Equal(Captions(spec, roster, traffic, t, writer, spec.ImageModels[j].Name), made.Images.Counts);
                    expected++;
                }
            }

            Assert.Equal(expected, traffic.Count(t, m => m is ImagesMade { Content: ImageContent.Innovations }));
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

            Assert.Equal(expected, traffic.Count(t, m => m is ImagesMade { Content: not ImageContent.Innovations }));
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
        Assert.Equal(spec.TextModels[reader].ReadsImages ? ImageContent.Displacements : ImageContent.Captions, read.Content);
        ImagesMade? own = traffic.To<ImagesMade>(maker, t).SingleOrDefault(m => m.Writer == Roster.Text(writer));
        if (own is null || !spec.TextModels[reader].ReadsImages)
            return;
        CaptionGaussians published = Assert.Single(traffic.To<ImageModelPublished>(Roster.Text(reader), t), m => m.Sender == maker).Gaussians;
        var expected = new ImageBatch(spec.Captions, spec.Dimension);
        ImageMaking.Displace(published, own.Images, expected);
        for (int k = 0; k < spec.Captions; k++)
            Assert.Equal(expected.OfCaption(k).ToArray(), read.Images.OfCaption(k).ToArray());
    }

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
