namespace CoEvolve.Scenarios.Tests;

public class SetArgumentTests
{
    [Fact]
    public void Set_replaces_a_value_and_is_folded_into_the_resolved_scenario()
    {
        ResolvedExperiment experiment = Given.Scenario(Given.Smallest + "imageModel: { learningRate: 0.9 }", ["imageModel.learningRate=0.5", "generations=7", "name=a b"]);

        Assert.Equal(0.5, experiment.Points[0].Spec.ImageModels[0].LearningRate);
        Assert.Contains("generations: 7\n", experiment.ResolvedYaml);
        Assert.Contains("name: \"a b\"\n", experiment.ResolvedYaml);
    }

    [Fact]
    public void Of_two_values_for_a_key_the_later_counts_and_seed_beats_both()
    {
        Assert.Equal(3UL, Given.Scenario(Given.Smallest, ["seed=2", "seed=3"]).Scenario.Seed);
        Assert.Contains("seed: 4\n", Given.Scenario(Given.Smallest, ["seed=2"], seed: 4).ResolvedYaml);
    }

    [Fact]
    public void Set_takes_lists_and_maps()
    {
        ResolvedExperiment experiment = Given.Scenario(Given.Smallest, ["vocabulary.captions=[a, b]", "imageSpace={dimension: 1, means: [[0], [1]]}", "record.snapshots=[3]"]);

        Assert.Equal(["a", "b"], experiment.Vocabulary.AsEnumerable());
        Assert.Equal([0.0, 1.0], experiment.Points[0].Spec.InitialImages.Gaussians.Means);
        Assert.Equal([3], experiment.Scenario.Record.Snapshots);
    }

    [Theory]
    [InlineData("imageModel.learningRate=1.3", "--set imageModel.learningRate=1.3: imageModel.learningRate is 1.3; allowed is (0, 1]. Lower it, or leave it out for 1.")]
    [InlineData("imageModel.learnRate=1", "--set imageModel.learnRate=1: imageModel.learnRate is unknown. Did you mean learningRate?")]
    [InlineData("nothing.like.this=1", "--set nothing.like.this=1: nothing is unknown.")]
    [InlineData("generations", "--set generations: there is no '='; allowed is key=value.")]
    [InlineData("=5", "--set =5: there is no key before '='; allowed is key=value.")]
    [InlineData("generations=", "--set generations=: generations is empty; allowed is a whole number")]
    [InlineData("generations=[1", "--set generations=[1: this is not valid YAML")]
    [InlineData("name=a: b", "the value 'a: b' is not on one line of YAML")]
    [InlineData("name=- a", "the value '- a' is not on one line of YAML")]
    [InlineData("seed=&a 1", "--set seed=&a 1: the anchor &a is not allowed.")]
    [InlineData("textModel..reader=soft", "'textModel..reader' is no key; allowed are words with points between them")]
    [InlineData("generations.x=5", "--set generations.x=5: generations is 9, which has no key 'x'; allowed are keys of maps.")]
    [InlineData("a.a.a.a.a.a.a.a.a.a=1", "is no key")]
    public void A_wrong_argument_is_refused_by_its_own_words(string argument, string expected)
    {
        Assert.Contains(expected, Given.Refusal("generations: 9\n" + Given.Smallest, [argument]));
    }

    [Fact]
    public void Setting_a_swept_key_fixes_it_and_sweeping_can_be_set_too()
    {
        const string Sweep = Given.Smallest + "sweep: { corpus.captionsPerGeneration: [0, 20], imageModel.learningRate: [0.5, 1] }\n";

        Assert.Equal(
            ["{\"imageModel.learningRate\":0.5}", "{\"imageModel.learningRate\":1}"],
            Given.Scenario(Sweep, ["corpus.captionsPerGeneration=20"]).Points.Select(point => point.Values));
        Assert.Equal("{}", Assert.Single(Given.Scenario(Sweep, ["sweep={}"]).Points).Values);
        Assert.Equal(3, Given.Scenario(Given.Smallest, ["sweep.textModel.perceptionNoise=[0, 1, 2]"]).Points.Count);
    }

    [Fact]
    public void Setting_a_part_of_what_is_swept_as_a_whole_is_refused()
    {
        string text = Given.Smallest + "sweep: { imageSpace: [{ dimension: 2 }, { dimension: 3 }] }";

        Assert.Contains("imageSpace.separation has no effect, because the sweep gives imageSpace as a whole", Given.Refusal(text, ["imageSpace.separation=2"]));
    }
}
