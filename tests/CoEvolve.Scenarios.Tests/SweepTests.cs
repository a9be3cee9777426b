namespace CoEvolve.Scenarios.Tests;

public class SweepTests
{
    private const string Base = """
        replicates: 3
        vocabulary: { captions: 4, prior: zipf }
        record: { every: 5, captions: false }

        """;

    [Fact]
    public void Every_combination_is_a_point_and_the_first_key_is_the_slowest()
    {
        ResolvedExperiment experiment = Given.Scenario(Base + "sweep:\n  corpus.captionsPerGeneration: [0, 20]\n  textModel.reader: [soft, sampled, perfect]\n");

        Assert.Equal(
            [
                "{\"corpus.captionsPerGeneration\":0,\"textModel.reader\":\"soft\"}",
                "{\"corpus.captionsPerGeneration\":0,\"textModel.reader\":\"sampled\"}",
                "{\"corpus.captionsPerGeneration\":0,\"textModel.reader\":\"perfect\"}",
                "{\"corpus.captionsPerGeneration\":20,\"textModel.reader\":\"soft\"}",
                "{\"corpus.captionsPerGeneration\":20,\"textModel.reader\":\"sampled\"}",
                "{\"corpus.captionsPerGeneration\":20,\"textModel.reader\":\"perfect\"}",
            ],
            experiment.Points.Select(point => point.Values));
        Assert.Equal(18, experiment.Ecosystems);
    }

    [Theory]
    [InlineData("corpus.captionsPerGeneration", "0", "20", "5")]
    [InlineData("textModel.learningRate", "0.25", "1.0", "1e-1")]
    [InlineData("textModel.reader", "soft", "sampled", "'perfect'")]
    [InlineData("imageModel.frozen", "true", "false")]
    [InlineData("imageModel.covariance", "unbiased", "maximumLikelihood")]
    [InlineData("imageModel.images", "automatic", "individual")]
    [InlineData("imageSpace.separation", "0.5", "2", "0")]
    [InlineData("imageSpace.dimension", "1", "3", "2")]
    [InlineData("imageSpace.means", "circle", "[[0, 1], [2, 3], [4, 5], [6, 7]]")]
    [InlineData("imageSpace", "{ dimension: 3 }", "{ means: circle, separation: 4 }")]
    [InlineData("vocabulary.exponent", "0", "1", "1.5")]
    [InlineData("vocabulary.prior", "uniform", "zipf", "prior.csv")]
    [InlineData("corpus.source", "uniform", "initial", "words.txt")]
    [InlineData("generations", "0", "10", "20")]
    [InlineData("userContent.imagesPerCaption", "0", "5")]
    public void A_point_is_the_same_scenario_run_alone_with_set(string key, params string[] values)
    {
        InputFile[] files = [Given.File("prior.csv", "caption-2,5\ncaption-1,1\ncaption-4,9\n"), Given.File("words.txt", "caption-1\ncaption-3\ncaption-1\n")];
        ResolvedExperiment swept = Given.Scenario($"{Base}sweep: {{ {key}: [{string.Join(", ", values)}] }}", null, null, files);

        Assert.Equal(values.Length, swept.Points.Count);
        for (int i = 0; i < values.Length; i++)
        {
            ResolvedExperiment alone = Given.Scenario(Base, [$"{key}={values[i]}"], null, files);
            Assert.Equal(Given.Describe(alone.Points[0].Spec), Given.Describe(swept.Points[i].Spec));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("imageSpace: { means: circle }\n")]
    [InlineData("imageSpace: { dimension: 1, separation: 3 }\nseed: 99\n")]
    public void A_point_of_a_sweep_over_seeds_is_the_scenario_run_alone_with_that_seed(string more)
    {
        ResolvedExperiment swept = Given.Scenario(Base + more + "sweep: { seed: [3, 18446744073709551615, 1], corpus.captionsPerGeneration: [0, 5] }");

        Assert.Equal(6, swept.Points.Count);
        foreach ((ulong seed, int i) in new[] { 3UL, ulong.MaxValue, 1UL }.Select((seed, i) => (seed, i)))
        {
            ResolvedExperiment alone = Given.Scenario(Base + more, ["corpus.captionsPerGeneration=5"], seed);
            Assert.Equal(Given.Describe(alone.Points[0].Spec), Given.Describe(swept.Points[(2 * i) + 1].Spec));
        }

        Assert.Equal("{\"seed\":18446744073709551615,\"corpus.captionsPerGeneration\":0}", swept.Points[2].Values);
        Assert.Equal(3UL, swept.Scenario.Seed);
        Assert.Equal(swept.ResolvedYaml, Given.Scenario(swept.ResolvedYaml).ResolvedYaml);
    }

    [Fact]
    public void Seeds_decide_random_means_and_nothing_that_is_given()
    {
        ResolvedExperiment random = Given.Scenario(Base + "sweep: { seed: [1, 2], textModel.frozen: [false, true] }");
        ResolvedExperiment circle = Given.Scenario(Base + "imageSpace: { means: circle }\nsweep: { seed: [1, 2] }");

        Assert.NotEqual(random.Points[0].Spec.InitialImages.Gaussians.Means, random.Points[2].Spec.InitialImages.Gaussians.Means);
        Assert.Same(random.Points[0].Spec.InitialImages, random.Points[1].Spec.InitialImages);
        Assert.Same(circle.Points[0].Spec.InitialImages, circle.Points[1].Spec.InitialImages);
        Assert.Equal([1UL, 2UL], circle.Points.Select(point => point.Spec.Seed));
    }

    [Fact]
    public void Images_are_fitted_once_for_all_seeds()
    {
        string text = "vocabulary: { captions: [a, b] }\nimageSpace: { data: images.csv }\nsweep: { seed: [1, 2] }";
        ResolvedExperiment experiment = Given.Scenario(text, null, null, Given.File("images.csv", "0,1,a\n1,1,a\n2,5,b\n4,1,b\n"));

        Assert.Same(experiment.Points[0].Spec.InitialImages, experiment.Points[1].Spec.InitialImages);
        Assert.Same(experiment.ImageSpace!.Initial, experiment.Points[1].Spec.InitialImages);
    }

    [Fact]
    public void Seed_as_an_argument_and_a_sweep_over_seeds_exclude_each_other()
    {
        string text = Base + "sweep: { seed: [1, 2], generations: [3, 4] }";

        Assert.Equal(
            "--seed 5: the sweep gives seed as a list of 2 values, at reference.yaml(4,16); allowed is --seed or a sweep over seed, not both. "
            + "Leave --seed out, or give --set seed=5 instead, which takes seed out of the sweep.",
            Assert.Throws<ScenarioException>(() => Given.Scenario(text, null, 5)).Message);
        Assert.Contains("at --set sweep.seed=[1, 2]; allowed is", Assert.Throws<ScenarioException>(() => Given.Scenario(Base, ["sweep.seed=[1, 2]"], 5)).Message);
        ResolvedExperiment fixedSeed = Given.Scenario(text, ["seed=5"]);
        Assert.Equal(["{\"generations\":3}", "{\"generations\":4}"], fixedSeed.Points.Select(point => point.Values));
        Assert.All(fixedSeed.Points, point => Assert.Equal(5UL, point.Spec.Seed));
        Assert.Equal(6UL, Given.Scenario(text, ["seed=5"], 6).Scenario.Seed);
        Assert.Equal(7UL, Given.Scenario(text, ["sweep={}"], 7).Scenario.Seed);
    }

    [Fact]
    public void Adding_a_value_changes_no_other_point()
    {
        ResolvedExperiment two = Given.Scenario(Base + "sweep: { imageSpace.separation: [0.5, 2] }");
        ResolvedExperiment three = Given.Scenario(Base + "sweep: { imageSpace.separation: [0.5, 1, 2] }");

        Assert.Equal(Given.Describe(two.Points[1].Spec), Given.Describe(three.Points[2].Spec));
    }

    [Theory]
    [InlineData("name: [a, b]", "(4,10): name cannot be swept: it names the experiment; allowed are seed, generations, and the settings of models and injections.")]
    [InlineData("seed: [1, -1]", "(4,20): seed is -1; allowed is a whole number, 0 to 18446744073709551615.")]
    [InlineData("seed: [1, 18446744073709551616]", "seed is 18446744073709551616; allowed is a whole number")]
    [InlineData("seed: [1, a]", "seed is the text 'a'; allowed is a whole number")]
    [InlineData("seed: [1, 01]", "the sweep's seed has 1 twice")]
    [InlineData("seed: 3", "the sweep's seed is 3; allowed is a list of one value or more.")]
    [InlineData("replicates: [1, 2]", "replicates cannot be swept")]
    [InlineData("vocabulary.captions: [2, 3]", "vocabulary.captions cannot be swept: every point has the same captions")]
    [InlineData("vocabulary: [{ captions: 2 }]", "vocabulary cannot be swept")]
    [InlineData("record.every: [1, 2]", "record.every cannot be swept: every point is recorded alike")]
    [InlineData("sweep: [1]", "sweep cannot be swept")]
    [InlineData("sweep.a: [1]", "sweep.a cannot be swept")]
    [InlineData("imageSpace.principalComponents: [4, 8]", "imageSpace.principalComponents cannot be swept: images are fitted once an experiment")]
    [InlineData("generations: 5", "(4,23): the sweep's generations is 5; allowed is a list of one value or more. Write it like [0, 20].")]
    [InlineData("generations: []", "the sweep's generations is a list of 0 values")]
    [InlineData("generations: [1, 2, 1]", "(4,30): the sweep's generations has 1 twice; allowed are distinct values.")]
    [InlineData("imageModel.learningRate: [1, 1.0]", "the sweep's imageModel.learningRate has 1 twice")]
    [InlineData("imageModel.learningRate: [0.5, 1.3]", "(4,41): imageModel.learningRate is 1.3; allowed is (0, 1].")]
    [InlineData("imageModel.learnRate: [0.5]", "(4,10): imageModel.learnRate is unknown. Did you mean learningRate?")]
    [InlineData("imageSpace: [{ dimension: 1 }], imageSpace.separation: [1]", "the sweep has imageSpace.separation and imageSpace, which holds it")]
    [InlineData("'a..b': [1]", "'a..b' is no key")]
    [InlineData("corpus.source: [~]", "corpus.source is empty")]
    public void A_sweep_that_makes_no_sense_is_refused(string sweep, string expected)
    {
        Assert.Contains(expected, Given.Refusal(Base + $"sweep: {{ {sweep} }}"));
    }

    [Theory]
    [InlineData("sweep: 5", "sweep is 5; allowed is a map of keys to lists.")]
    [InlineData("sweep: [a]", "sweep is a list of 1 value; allowed is a map of keys to lists.")]
    public void A_sweep_is_a_map(string line, string expected) => Assert.Contains(expected, Given.Refusal(Base + line));

    [Fact]
    public void Snapshots_that_a_point_does_not_reach_are_noted_once()
    {
        string text = Given.Smallest + "record: { snapshots: [0, 50] }\nsweep: { generations: [100, 20], corpus.captionsPerGeneration: [0, 1] }";

        Assert.Equal(["record.snapshots names 50; the last generation is 20, so they are not taken."], Given.Scenario(text).Notes);
    }

    [Fact]
    public void A_prior_file_with_other_words_at_another_point_is_refused()
    {
        string text = "vocabulary: { }\nsweep: { vocabulary.prior: [a.csv, b.csv] }";

        Assert.Contains("(2,36): vocabulary.prior is 'b.csv', whose words are not those of the sweep's first point", Given.Refusal(text, null, Given.File("a.csv", "x,1\ny,1"), Given.File("b.csv", "x,1\nz,1\ny,2")));
    }

    [Fact]
    public void Too_many_points_or_ecosystems_or_elements_are_refused()
    {
        string many = "[" + string.Join(",", Enumerable.Range(0, 400)) + "]";

        Assert.Contains("the sweep has 160000 points or more; allowed are 100000.", Given.Refusal(Base + $"sweep: {{ generations: {many}, corpus.captionsPerGeneration: {many} }}"));
        Assert.Contains("(1,13): replicates is 1000000; with 400 points that is 400000000 ecosystems, and allowed are 10000000.", Given.Refusal($"replicates: 1000000\n{Given.Smallest}sweep: {{ generations: {many} }}"));
        Assert.Contains("allowed are 20000000 and 200000000. Sweep fewer values.", Given.Refusal($"vocabulary: {{ captions: 100000 }}\nsweep: {{ generations: {many} }}"));
    }

    [Fact]
    public void Too_many_swept_keys_are_refused()
    {
        Assert.Contains("the sweep has 17 keys; allowed are 16.", Given.Refusal(Base + "sweep: {" + string.Join(",", Enumerable.Range(0, 17).Select(i => $" k{i}: [1]")) + " }"));
    }

    [Fact]
    public void Points_share_what_they_have_in_common()
    {
        ResolvedExperiment experiment = Given.Scenario(Base + "sweep: { textModel.perceptionNoise: [0, 1] }");

        Assert.Same(experiment.Points[0].Spec.InitialImages, experiment.Points[1].Spec.InitialImages);
        Assert.Same(experiment.Points[0].Spec.InitialShares, experiment.Points[1].Spec.InitialShares);
    }
}
