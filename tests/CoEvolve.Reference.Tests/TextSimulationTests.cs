namespace CoEvolve.Reference.Tests;

// Closed forms of the text model against the slow simulation. Fixed seeds; two-sided error level 1e-5 a comparison.
public sealed class TextSimulationTests
{
    private static readonly double[] Initial = [0.5, 0.3, 0.2];

    [Fact]
    public void Diversity_under_the_perfect_reader_decays_by_one_in_n()
    {
        ReferenceRun[] runs = ReferenceSimulation.RunMany(Scenes.TextOnly(Initial, 10, 8), 100, 3000);
        for (int t = 1; t <= 8; t++)
            Scenes.AssertMean(runs.Select(run => run.GiniSimpson[t]), ExactResults.ExpectedTextDiversity(0.62, 10, t));
        for (int k = 0; k < 3; k++) Scenes.AssertMean(runs.Select(run => run.Probabilities[8][k]), Initial[k]);
    }

    [Fact]
    public void Diversity_under_the_sampled_reader_decays_alike_whatever_the_images_are()
    {
        ReferenceSettings scene = Scenes.ThreeCaptions(12) with { Reader = ReferenceReaderKind.Sampled };
        ReferenceRun[] runs = ReferenceSimulation.RunMany(scene, 200, 1500);
        Scenes.AssertMean(runs.Select(run => run.GiniSimpson[6]), ExactResults.ExpectedTextDiversity(0.62, 12, 6));
        for (int k = 0; k < 3; k++) Scenes.AssertMean(runs.Select(run => run.Probabilities[6][k]), Initial[k]);
    }

    [Fact]
    public void Slow_learning_slows_the_decay_by_its_square()
    {
        ReferenceRun[] runs = ReferenceSimulation.RunMany(
            Scenes.TextOnly(Initial, 10, 8) with { TextLearningRate = 0.4 }, 300, 2000);
        Scenes.AssertMean(runs.Select(run => run.GiniSimpson[8]), ExactResults.ExpectedTextDiversity(0.62, 10, 8, 0.4));
    }

    [Fact]
    public void Soft_reader_loses_what_its_resolution_says_and_less_than_the_sampled_one()
    {
        ReferenceRun[] runs = ReferenceSimulation.RunMany(Scenes.ThreeCaptions(12), 400, 1500);
        double[][] residuals = [.. runs.Select(run => Enumerable.Range(0, 6).Select(t =>
            run.GiniSimpson[t + 1] - run.GiniSimpson[t] * (1 - (run.Resolution[t] ?? 0) / 12)).ToArray())];
        Assert.InRange(Statistics.SummedResidualZ(residuals), -Scenes.ZBound, Scenes.ZBound);
        double[] last = [.. runs.Select(run => run.GiniSimpson[6])];
        Assert.True(Statistics.MeanZ(last, ExactResults.ExpectedTextDiversity(0.62, 12, 6)) > Scenes.ZBound);
        for (int k = 0; k < 3; k++) Scenes.AssertMean(runs.Select(run => run.Probabilities[6][k]), Initial[k]);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.5)]
    public void Corpus_recursion_holds_under_the_perfect_reader(double learningRate)
    {
        double[] c = [0.1, 0.2, 0.7];
        ReferenceSettings scene = Scenes.TextOnly(Initial, 10, 15) with
        {
            CorpusPerGeneration = 4,
            CorpusDistribution = c,
            TextLearningRate = learningRate,
        };
        ReferenceRun[] runs = ReferenceSimulation.RunMany(scene, 500, 2000);
        double[] expected = ExactResults.CorpusDiversity(Initial, c, 10, 4, 15, learningRate);
        double[] mean = ExactResults.ExpectedProbabilities(Initial, c, 10, 4, 15, learningRate);
        foreach (int t in new[] { 1, 2, 5, 15 }) Scenes.AssertMean(runs.Select(run => run.GiniSimpson[t]), expected[t]);
        for (int k = 0; k < 3; k++) Scenes.AssertMean(runs.Select(run => run.Probabilities[15][k]), mean[k]);
    }

    [Fact]
    public void Corpus_step_holds_at_the_resolution_of_a_soft_reader()
    {
        double[] c = [0.1, 0.2, 0.7];
        ReferenceSettings scene = Scenes.ThreeCaptions(12) with
        {
            CorpusPerGeneration = 3,
            CorpusDistribution = c,
            TextLearningRate = 0.7,
        };
        ReferenceRun[] runs = ReferenceSimulation.RunMany(scene, 600, 1500);
        double[][] residuals = [.. runs.Select(run => Enumerable.Range(0, 6).Select(t =>
        {
            double s = 1 - run.GiniSimpson[t], u = run.Probabilities[t].Zip(c, (a, b) => a * b).Sum();
            (double next, double _) = ExactResults.CorpusStep(s, u, 0.54, 12, 3, 0.7, run.Resolution[t] ?? 0);
            return run.GiniSimpson[t + 1] - (1 - next);
        }).ToArray())];
        Assert.InRange(Statistics.SummedResidualZ(residuals), -Scenes.ZBound, Scenes.ZBound);
    }

    [Theory]
    [InlineData(10, 0.5)]
    [InlineData(8, 0.7)]
    public void Fixation_takes_as_long_as_the_linear_system_says(int captions, double probability)
    {
        // 200 generations: the chance of a longer path is under (1−1/10)^200 ≈ 1e-9.
        ReferenceRun[] runs = ReferenceSimulation.RunMany(
            Scenes.TextOnly([probability, 1 - probability], captions, 200), 700, 1000);
        double[] times = [.. runs.Select(run => (double)Array.FindIndex(run.GiniSimpson, g => g < 1e-12))];
        Assert.All(times, time => Assert.True(time > 0));
        Scenes.AssertMean(times, ExactResults.FixationTime(captions, probability));
    }
}
