using CoEvolve.Actors;
using CoEvolve.Core;

namespace CoEvolve.Scenarios.Tests;

public class ShippedScenarioTests
{
    [Fact]
    public void The_reference_is_the_models_reference_setting()
    {
        ResolvedExperiment experiment = ScenarioFile.Load(Repository.Scenario("reference"));
        EcosystemSpec spec = Assert.Single(experiment.Points).Spec;

        Assert.Equal((8, 2, 150, 200), (spec.Captions, spec.Dimension, spec.Generations, experiment.Replicates));
        Assert.Equal((200, 0.1, ReaderKind.Soft), (spec.TextModels[0].CaptionsPerGeneration, spec.TextModels[0].PerceptionNoise, spec.TextModels[0].Reader));
        Assert.Equal(8, spec.InitialShares[0] / spec.InitialShares[7], 12);
        Assert.All(spec.InitialImages.PoolSizes, size => Assert.Equal(ImageModelState.GivenPool, size));
        Assert.All(spec.InitialTraces, trace => Assert.Equal(2, trace));
    }

    [Fact]
    public void The_sources_setting_has_five_captions_on_the_unit_circle()
    {
        EcosystemSpec spec = ScenarioFile.Load(Repository.Scenario("source")).Points[0].Spec;

        for (int k = 0; k < 5; k++)
        {
            Assert.Equal(Math.Cos(2 * Math.PI * k / 5), spec.InitialImages.Gaussians.Mean(k)[0], 1e-15);
            Assert.Equal(Math.Sin(2 * Math.PI * k / 5), spec.InitialImages.Gaussians.Mean(k)[1], 1e-15);
        }
    }

    [Theory]
    [InlineData("digits", 0, 0)]
    [InlineData("digits-stabilised", 20, 5)]
    public void The_digits_start_from_real_images_and_real_words(string name, int captions, int images)
    {
        ResolvedExperiment experiment = ScenarioFile.Load(Repository.Scenario(name));
        EcosystemSpec spec = Assert.Single(experiment.Points).Spec;

        Assert.Equal(name, experiment.Scenario.Name);
        Assert.Equal(["../data/number-words.csv", "../data/digits.csv.gz"], experiment.Inputs.Select(input => input.Name));
        Assert.Equal(Repository.Data("digits.csv.gz"), experiment.Inputs[1].Bytes);
        Assert.Empty(experiment.Notes);
        Assert.Equal((10, 16, 200, 32), (spec.Captions, spec.Dimension, spec.Generations, experiment.Replicates));
        Assert.Equal(1692 / 2992.0, spec.InitialShares[1], 12);
        Assert.Equal(spec.InitialShares, spec.TextModels[0].Corpus.Distribution);
        Assert.Equal((captions, images), (spec.TextModels[0].Corpus.CaptionsPerGeneration, spec.ImageModels[0].Users.ImagesPerCaption));
        Assert.Equal([0, 5, 20, 50, 100, 200], spec.Recording.Snapshots);
        Assert.NotNull(spec.ImageModels[0].Users.Pool);
        Assert.Same(experiment.ImageSpace!.Initial, spec.InitialImages);
    }

    [Fact]
    public void Every_shipped_scenario_begins_with_a_comment_and_resolves_to_itself()
    {
        string[] paths = Directory.GetFiles(Path.Combine(Repository.Root, "scenarios"), "*.yaml");

        Assert.True(paths.Length >= 4);
        foreach (string path in paths)
        {
            Assert.StartsWith("#", File.ReadAllText(path));
            ResolvedExperiment experiment = ScenarioFile.Load(path);
            ResolvedExperiment again = ScenarioFile.Read(experiment.ResolvedYaml, "x", new StoredInputFiles(experiment.Inputs), imageSpace: experiment.ImageSpace);
            Assert.Equal(experiment.ResolvedYaml, again.ResolvedYaml);
            Assert.Equal(Given.Describe(experiment.Points[0].Spec), Given.Describe(again.Points[0].Spec));
        }
    }
}
