using CoEvolve.Actors;
using CoEvolve.Core;

namespace CoEvolve.Scenarios.Tests;

public class DefaultsTests
{
    [Fact]
    public void The_smallest_scenario_resolves_with_every_default()
    {
        ResolvedExperiment experiment = Given.Scenario(Given.Smallest);

        string expected = """
            name: reference
            seed: 1
            replicates: 1
            generations: 100
            vocabulary:
              captions: 8
              prior: uniform
              exponent: 1
            imageSpace:
              dimension: 2
              separation: 1
            textModel:
              captionsPerGeneration: 200
              reader: soft
              perceptionNoise: 0.1
              learningRate: 1
              frozen: false
            imageModel:
              covariance: maximumLikelihood
              learningRate: 1
              frozen: false
              images: automatic
            corpus:
              captionsPerGeneration: 0
              source: uniform
            userContent:
              imagesPerCaption: 0
              source: initial
            record:
              every: 1
              captions: true
              snapshots: []

            """.ReplaceLineEndings("\n");
        Assert.Equal(expected, experiment.ResolvedYaml);
        Assert.Equal("{}", Assert.Single(experiment.Points).Values);
        Assert.Empty(experiment.Inputs);
        Assert.Empty(experiment.Notes);
        Assert.Null(experiment.ImageSpace);
    }

    [Fact]
    public void The_models_are_named_text_and_image_and_see_each_other()
    {
        EcosystemSpec spec = Given.Spec(Given.Smallest);

        TextModelSpec text = Assert.Single(spec.TextModels);
        Assert.Equal("text", text.Name);
        Assert.Equal("image", Assert.Single(spec.ImageModels).Name);
        Assert.Equal(new PromptSpec("image", 200), Assert.Single(text.Prompts));
        Assert.Equal("image", Assert.Single(text.Sees));
        Assert.Equal(ReaderKind.Soft, text.Reader);
    }

    [Fact]
    public void The_name_is_the_files_without_its_extension()
    {
        Assert.Equal("my.run", ScenarioFile.Read(Given.Smallest, "my.run.yaml", new StoredInputFiles([])).Scenario.Name);
        Assert.Equal("2024", Given.Scenario("name: 2024\n" + Given.Smallest).Scenario.Name);
    }

    [Fact]
    public void A_count_of_captions_names_them_with_zeros_to_equal_width()
    {
        Assert.Equal(["caption-1", "caption-2"], Given.Spec("vocabulary: { captions: 2 }").Vocabulary.AsEnumerable());
        EcosystemSpec ten = Given.Spec("vocabulary: { captions: 10 }");
        Assert.Equal("caption-01", ten.Vocabulary[0]);
        Assert.Equal("caption-10", ten.Vocabulary[9]);
    }

    [Fact]
    public void A_sweep_records_less_unless_told_otherwise()
    {
        const string Sweep = Given.Smallest + "sweep: { corpus.captionsPerGeneration: [0, 20] }\n";

        RecordingSpec byDefault = Given.Scenario(Sweep).Points[1].Spec.Recording;
        Assert.Equal(10, byDefault.Every);
        Assert.False(byDefault.Captions);

        RecordingSpec told = Given.Scenario(Sweep + "record: { every: 3, captions: true }").Points[1].Spec.Recording;
        Assert.Equal(3, told.Every);
        Assert.True(told.Captions);
    }

    [Theory]
    [InlineData("18446744073709551615", ulong.MaxValue)]
    [InlineData("0", 0UL)]
    public void A_seed_may_have_all_64_bits(string text, ulong seed)
    {
        Assert.Equal(seed, Given.Spec($"seed: {text}\n{Given.Smallest}").Seed);
    }

    [Fact]
    public void Numbers_do_not_depend_on_the_machines_language()
    {
        System.Globalization.CultureInfo before = System.Globalization.CultureInfo.CurrentCulture;
        var german = (System.Globalization.CultureInfo)System.Globalization.CultureInfo.InvariantCulture.Clone();
        german.NumberFormat.NumberDecimalSeparator = ",";
        german.NumberFormat.NegativeSign = "−";
        try
        {
            System.Globalization.CultureInfo.CurrentCulture = german;
            ResolvedExperiment experiment = Given.Scenario("vocabulary: { captions: 2 }\nimageSpace: { means: [[-0.5, 1e-3], [1, 2]] }");
            Assert.Contains("means: [[-0.5, 0.001], [1, 2]]", experiment.ResolvedYaml);
            Assert.Contains("allowed is (0, 1]", Given.Refusal(Given.Smallest + "imageModel: { learningRate: 1.5 }"));
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }
}
