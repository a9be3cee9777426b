using CoEvolve.Core;

namespace CoEvolve.Actors.Tests;

/// <summary>A spec that cannot be run is refused where it is made, and the message says what is wrong.</summary>
public sealed class SpecTests
{
    [Fact]
    public void Models_are_kept_in_ordinal_order_of_their_names()
    {
        EcosystemSpec spec = new EcosystemPlan
        {
            Texts = [Text("b"), Text("B"), Text("a")],
            Images = [new ImagePlan("image"), new ImagePlan("Image")],
        }.With(prompts: ["image", "Image"]).ToSpec();
        Assert.Equal(["B", "a", "b"], spec.TextModels.Select(m => m.Name));
        Assert.Equal(["Image", "image"], spec.ImageModels.Select(m => m.Name));
        Assert.Equal(["Image", "image"], spec.TextModels[0].Prompts.Select(p => p.ImageModel));
        Assert.Equal([0, 1, 2], spec.WritersOf("image"));
    }

    [Fact]
    public void A_vocabulary_needs_captions_and_each_once()
    {
        Refused("empty", () => Ecosystem(vocabulary: []));
        Refused("twice", () => Ecosystem(vocabulary: ["a", "a"]));
    }

    [Fact]
    public void The_initial_shares_are_probabilities_one_a_caption()
    {
        Refused("K = 2", () => Ecosystem(shares: [1]));
        Refused("-0.5", () => Ecosystem(shares: [1.5, -0.5]));
        Refused("sum is 0.9", () => Ecosystem(shares: [0.4, 0.5]));
        Refused("NaN", () => Ecosystem(shares: [double.NaN, 1]));
    }

    [Fact]
    public void The_initial_images_have_the_vocabularys_size_and_some_diversity()
    {
        Refused("3 captions", () => Ecosystem(images: Images(3)));
        ImageModelState flat = Images(2);
        flat.Gaussians.Factor(1).Clear();
        Refused("'b' starts with tr Σ₀ = 0", () => Ecosystem(images: flat));
    }

    [Fact]
    public void There_is_a_text_model_and_an_image_model_and_no_name_twice()
    {
        Refused("no text model", () => new EcosystemPlan { Texts = [] }.ToSpec());
        Refused("no image model", () => new EcosystemPlan { Images = [] }.ToSpec());
        Refused("same name", () => new EcosystemPlan { Texts = [Text("t"), Text("t")] }.ToSpec());
        Refused("same name", () => new EcosystemPlan { Texts = [Text("image")] }.ToSpec());
    }

    [Fact]
    public void Prompts_and_sees_name_models_that_are_there()
    {
        Refused("'gone'", () => new EcosystemPlan { Texts = [Text("t") with { Sees = ["gone"] }] }.ToSpec());
        Refused("'gone'", () => new EcosystemPlan { Texts = [Text("t") with { Prompts = [new PromptSpec("gone", 1)] }] }.ToSpec());
        Refused("'idle'", () => new EcosystemPlan { Images = [new ImagePlan(), new ImagePlan("idle")] }.ToSpec());
    }

    [Fact]
    public void Statistics_alone_are_refused_where_a_reader_looks_at_images()
    {
        var images = new ImagePlan { Sampling = ImageSampling.Statistics };
        Refused("'image' samples statistics alone", () => new EcosystemPlan { Images = [images] }.ToSpec());
        Refused("allowed is automatic or individual", () => new EcosystemPlan { Texts = [new TextPlan { Reader = ReaderKind.Sampled }], Images = [images] }.ToSpec());
        Refused("samples statistics", () => new EcosystemPlan { Images = [images with { Frozen = true }] }.ToSpec());
        foreach (TextPlan text in new[] { new TextPlan { Frozen = true }, new TextPlan { Reader = ReaderKind.Perfect } })
            Assert.Equal(ImageSampling.Statistics, new EcosystemPlan { Texts = [text], Images = [images] }.ToSpec().ImageModels[0].Sampling);
        EcosystemSpec drawn = new EcosystemPlan { Texts = [new TextPlan { Reader = ReaderKind.Sampled }], Images = [images with { Frozen = true }] }.ToSpec();
        Assert.Equal(ImageSampling.Statistics, drawn.ImageModels[0].Sampling);
    }

    [Fact]
    public void A_text_model_prompts_and_sees_something_and_nothing_twice()
    {
        Refused("prompts no", () => Text("t") with { Prompts = [] });
        Refused("sees no", () => Text("t") with { Sees = [] });
        Refused("prompts an image model twice", () => Text("t") with { Prompts = [new PromptSpec("image", 1), new PromptSpec("image", 2)] });
        Refused("sees an image model twice", () => Text("t") with { Sees = ["image", "image"] });

        static void Refused(string why, Func<TextPlan> plan) => SpecTests.Refused(why, () => plan().ToSpec([1]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-0.1)]
    [InlineData(1.3)]
    [InlineData(double.NaN)]
    public void A_learning_rate_lies_between_0_and_1(double rate)
    {
        Refused("(0, 1]", () => (Text("t") with { LearningRate = rate }).ToSpec([1]));
        Refused("(0, 1]", () => new ImagePlan { LearningRate = rate }.ToSpec(1, 1));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Perception_noise_is_finite_and_not_negative(double noise) =>
        Refused("Allowed is 0", () => (Text("t") with { PerceptionNoise = noise }).ToSpec([1]));

    [Fact]
    public void Counts_have_a_range()
    {
        Refused("1 to 100000000", () => new PromptSpec("image", 0));
        Refused("1 to 100000000", () => new PromptSpec("image", PromptSpec.MostCaptions + 1));
        Refused("0 to 100000000", () => new CorpusSpec(-1, [1]));
        Refused("0 to 1000000", () => new UserContentSpec(-1, null));
        Refused("0 to 1000000", () => new UserContentSpec(UserContentSpec.MostImages + 1, null));
        Refused("0 to", () => new RecordingSpec(-1, captions: false, snapshots: []));
        Refused("0 to", () => new RecordingSpec(1, captions: false, snapshots: [-1]));
        Refused("0 to", () => new EcosystemPlan { Generations = -1 }.ToSpec());
    }

    [Fact]
    public void A_corpus_and_a_pool_have_the_ecosystems_shape()
    {
        var foreign = new TextModelSpec("t", [new PromptSpec("image", 1)], ["image"], ReaderKind.Soft, 0, 1, false, new CorpusSpec(1, [1]));
        Refused("corpus of 't' has 1 captions", () => Ecosystem(text: foreign));
        var users = new UserContentSpec(1, new UserImagePool(3, [[1, 2, 3], [1, 2, 3]]));
        var image = new ImageModelSpec("image", CovarianceEstimator.Unbiased, learningRate: 1, frozen: false, users);
        Refused("'image' have another shape", () => Ecosystem(image: image));
    }

    [Fact]
    public void Names_are_not_empty()
    {
        Assert.Throws<ArgumentException>(() => Text(string.Empty).ToSpec([1]));
        Assert.Throws<ArgumentException>(() => new ImagePlan(string.Empty).ToSpec(1, 1));
        Assert.Throws<ArgumentException>(() => new PromptSpec(string.Empty, 1));
    }

    private static TextPlan Text(string name) => new(name);

    private static ImageModelState Images(int captions) => ImageModelState.Starting(
        CaptionGaussians.WithUnitCovariance(captions, 2, new double[captions * 2]), [.. Enumerable.Repeat(ImageModelState.GivenPool, captions)]);

    private static EcosystemSpec Ecosystem(
        string[]? vocabulary = null,
        double[]? shares = null,
        ImageModelState? images = null,
        TextModelSpec? text = null,
        ImageModelSpec? image = null) => new(
        seed: 1,
        generations: 1,
        vocabulary ?? ["a", "b"],
        shares ?? [0.5, 0.5],
        images ?? Images(2),
        [text ?? Text("text").ToSpec([0.5, 0.5])],
        [image ?? new ImagePlan().ToSpec(2, 2)],
        new RecordingSpec(1, captions: false, snapshots: []));

    private static void Refused(string why, Func<object> make)
    {
        ArgumentException e = Assert.ThrowsAny<ArgumentException>(make);
        Assert.Contains(why, e.Message, StringComparison.Ordinal);
    }
}

file static class Plans
{
    /// <summary>Every text model prompts all of these.</summary>
    public static EcosystemPlan With(this EcosystemPlan plan, string[] prompts) =>
        plan with { Texts = [.. plan.Texts.Select(text => text with { Prompts = [.. prompts.Select(name => new PromptSpec(name, 5))] })] };
}
