using CoEvolve.Actors;
using CoEvolve.Core;
using CoEvolve.Reference;

namespace CoEvolve.Findings.Tests;

public sealed class ScenarioTheoryTests
{
    private const string Frozen = "textModel.frozen=true";
    private const string Still = "imageModel.frozen=true";
    private const string Sampled = "textModel.reader=sampled";
    private const string Perfect = "textModel.reader=perfect";
    private const string Unbiased = "imageModel.covariance=unbiased";
    private const string Slow = "imageModel.learningRate=0.4";
    private const string Corpus = "corpus.captionsPerGeneration=5";
    private const string Users = "userContent.imagesPerCaption=3";

    // What is predicted of a caption's images at generation 3, of the model as a whole, of the text, and in the long run.
    public static TheoryData<string[], string[]> Expectations => new()
    {
        { [], ["gini_simpson lowerBound", "gini_simpson upperBound", "share exact", "diversity_plus_fidelity exact"] },
        { [Sampled], ["gini_simpson exact", "share exact", "diversity_plus_fidelity exact", "long gini_simpson stationary"] },
        { [Slow, "textModel.learningRate=0.3"], ["gini_simpson lowerBound", "gini_simpson upperBound", "share exact", "diversity_plus_fidelity exact"] },
        { [Unbiased], ["gini_simpson lowerBound", "gini_simpson upperBound", "share exact", "diversity exact"] },
        { [Unbiased, Slow], ["gini_simpson lowerBound", "gini_simpson upperBound", "share exact"] },
        { [Still], ["gini_simpson lowerBound", "gini_simpson upperBound", "share exact", "diversity exact", "fidelity_error exact", "log_det exact", "model diversity exact", "model fidelity_error exact"] },
        { [Frozen], ["gini_simpson exact", "share exact", "diversity exact", "fidelity_error exact", "log_det exact", "model diversity exact", "model fidelity_error exact"] },
        { [Frozen, Sampled, Corpus], ["gini_simpson exact", "share exact", "diversity exact", "fidelity_error exact", "log_det exact", "model diversity exact", "model fidelity_error exact"] },
        { [Frozen, Slow], ["gini_simpson exact", "share exact", "diversity exact", "fidelity_error exact", "model diversity exact", "model fidelity_error exact"] },
        {
            [Frozen, Users, Unbiased],
            ["gini_simpson exact", "share exact", "diversity exact", "fidelity_error exact", "model diversity exact", "model fidelity_error exact", "long diversity stationary", "long fidelity_error stationary", "long model diversity stationary", "long model fidelity_error stationary"]
        },
        { [Users], ["gini_simpson lowerBound", "gini_simpson upperBound", "share exact"] },
        { [Sampled, Users], ["gini_simpson exact", "share exact", "long gini_simpson stationary"] },
        {
            [Perfect, Users, Corpus],
            ["gini_simpson exact", "share exact", "diversity_plus_fidelity exact", "long gini_simpson stationary", "long share stationary", "long diversity lowerBound", "long diversity upperBound", "long fidelity_error lowerBound", "long fidelity_error upperBound"]
        },
        { [Perfect, Users, Slow], ["gini_simpson exact", "share exact", "diversity_plus_fidelity exact", "long gini_simpson stationary"] },
        { [Perfect, "userContent.imagesPerCaption=1"], ["gini_simpson exact", "share exact", "diversity_plus_fidelity exact", "long gini_simpson stationary"] },
        { [Perfect, Users, Unbiased], ["gini_simpson exact", "share exact", "long gini_simpson stationary"] },
        { [Corpus], ["gini_simpson lowerBound", "gini_simpson upperBound", "share exact", "diversity_plus_fidelity exact", "long gini_simpson lowerBound", "long gini_simpson upperBound", "long share stationary"] },
    };

    [Theory]
    [MemberData(nameof(Expectations))]
    public void What_is_predicted_is_what_holds(string[] sets, string[] expected)
    {
        string[] found = [.. Small.Predictions(Small.Spec(sets))
            .Where(p => p.Generation is 3 or Prediction.LongRun && p.Caption is null or "dog")
            .Select(p => (p.Generation == Prediction.LongRun ? "long " : "") + (p.Caption is null && p.Model == "image" ? "model " : "") + p.Quantity + " " + char.ToLowerInvariant(p.Kind.ToString()[0]) + p.Kind.ToString()[1..])];
        Assert.Equal(expected.Order(), found.Order());
    }

    // Every prediction of every generation against the mean of 1,500 replicates. Fixed seed; a correct program would have failed
    // a comparison at its first run with probability 7e-6.
    [Theory]
    [MemberData(nameof(Expectations))]
    public void Simulated_means_agree_with_every_prediction(string[] sets, string[] expected)
    {
        EcosystemSpec spec = Small.Spec([.. sets, "corpus.source=uniform"]);
        Agreement.Assert(spec, 1500, least: expected.Length > 3 ? 20 : 10);
    }

    [Theory]
    [InlineData("textModel.captionsPerGeneration=6")]
    [InlineData("textModel.captionsPerGeneration=6", Unbiased)]
    public void The_log_determinant_is_the_mean_over_those_that_have_one(params string[] sets)
    {
        // Counts of 2 would make Σ singular, so replicates drop out: the prediction is about those that remain.
        EcosystemSpec spec = Small.Spec([.. sets, Frozen]);
        Course[] runs = Small.Run(spec, 3000);
        Prediction last = Small.Only(spec, 4, "log_det", "cat");
        double[] left = [.. runs.Select(r => r.Value(last, 4)).OfType<double>()];
        Assert.InRange(left.Length, 300, 2700);
        Assert.InRange(Math.Abs(Statistics.MeanZ(left, last.Predicted)), 0, 4.5);
    }

    [Fact]
    public void The_log_determinant_ends_where_hardly_a_replicate_has_one()
    {
        EcosystemSpec spec = Small.Spec(Frozen, "textModel.captionsPerGeneration=6", "generations=60");
        int last = Small.Predictions(spec).Where(p => p.Quantity == "log_det" && p.Caption == "dog").Max(p => p.Generation);
        double kept = 1 - new BinomialLaw(6, spec.InitialShares[1])[2];
        Assert.True(Math.Pow(kept, last) >= 1e-3 && Math.Pow(kept, last + 1) < 1e-3);

        // Two captions a generation, of which one word: always two images in the plane.
        spec = Small.Spec(Frozen, "textModel.captionsPerGeneration=2", "vocabulary.captions=[cat]", "imageSpace.means=[[0, 0]]");
        Assert.Equal([0], Small.Predictions(spec).Where(p => p.Quantity == "log_det").Select(p => p.Generation));
    }

    [Fact]
    public void The_log_determinant_ends_before_underflow_takes_it_from_the_replicates()
    {
        EcosystemSpec spec = Small.Spec(
            Frozen, "textModel.captionsPerGeneration=10", "vocabulary.captions=[cat]", "imageSpace.means=[[0, 0]]", "generations=6000", "record.every=50");
        Prediction last = Small.Predictions(spec).Last(p => p.Quantity == "log_det");
        Assert.InRange(last.Generation, 3000, 4000);
        Course[] runs = Small.Run(spec, 20);
        double[] values = [.. runs.Select(r => r.Value(last, last.Generation)!.Value)];
        Agreement.AssertHolds(last, values);
        Assert.All(runs, run => Assert.Null(run.Value(last, 6000)));
    }

    [Fact]
    public void The_initial_state_is_known_in_every_scenario()
    {
        // Exactly: eight shares in the ratio of 1/rank, which do not sum to 1 but for rounding.
        EcosystemSpec spec = Scenarios.ScenarioFile.Load(Path.Combine(Root(), "scenarios", "reference.yaml"), ["userContent.imagesPerCaption=2"]).Points[0].Spec;
        Assert.Equal(new Prediction(0, "diversity", "image", null, 1, PredictionKind.Exact), Small.Only(spec, 0, "diversity"));
        Assert.Equal(new Prediction(0, "fidelity_error", "image", null, 0, PredictionKind.Exact), Small.Only(spec, 0, "fidelity_error"));
        Assert.Equal(new Prediction(0, "gini_simpson", "text", null, TextMeasures.GiniSimpson(spec.InitialShares), PredictionKind.Exact), Small.Only(spec, 0, "gini_simpson"));
    }

    [Fact]
    public void Values_are_those_of_the_reference()
    {
        EcosystemSpec spec = Small.Spec(Frozen, "generations=30", Slow);
        Assert.Equal(ExactResults.ExpectedImageDiversity(25, spec.InitialShares[2], 30, 0.4), Small.Only(spec, 30, "diversity", "fish").Predicted, 1e-12);
        Assert.Equal(ExactResults.ExpectedFidelityError(25, spec.InitialShares[2], 30, 0.4), Small.Only(spec, 30, "fidelity_error", "fish").Predicted, 1e-12);

        spec = Small.Spec(Frozen, Users, "generations=4000", "record.every=0");
        double diversity = ExactResults.UserContentFixedPoint(25, spec.InitialShares[0], 3).Diversity;
        Assert.Equal(diversity, Small.Only(spec, 4000, "diversity", "cat").Predicted, 1e-12);
        Assert.Equal(diversity, Small.Only(spec, Prediction.LongRun, "diversity", "cat").Predicted, 1e-12);

        spec = Small.Spec(Sampled, Corpus, "textModel.learningRate=0.5");
        double[] corpus = spec.TextModels[0].Corpus.Distribution;
        Assert.Equal(ExactResults.CorpusDiversity(spec.InitialShares, corpus, 25, 5, 6, 0.5)[6], Small.Only(spec, 6, "gini_simpson").Predicted, 1e-12);
        Assert.Equal(ExactResults.StationaryDiversityWithLearningRate(1.0 / 3, 25, 5, 0.5), Small.Only(spec, Prediction.LongRun, "gini_simpson").Predicted, 1e-12);
        Assert.Equal(ExactResults.ExpectedProbabilities(spec.InitialShares, corpus, 25, 5, 6, 0.5)[1], Small.Only(spec, 6, "share", "dog").Predicted, 1e-12);

        spec = Small.Spec(Sampled, "generations=40");
        Assert.Equal(ExactResults.ExpectedTextDiversity(1 - spec.InitialShares.Sum(p => p * p), 25, 40), Small.Only(spec, 40, "gini_simpson").Predicted, 1e-12);
    }

    [Fact]
    public void A_caption_that_can_never_be_written_is_known_while_the_text_evolves()
    {
        // A caption without probability, and a corpus without it: its images see users alone.
        EcosystemSpec with = Small.Spec(Users), spec = WithShares(with, [0.6, 0.4, 0]);
        Assert.Equal(1 - (1.0 / 3), Small.Only(spec, 1, "diversity", "fish").Predicted, 1e-12);
        Assert.Equal(2.0 / 3, Small.Only(spec, Prediction.LongRun, "diversity", "fish").Predicted, 1e-12);
        Assert.DoesNotContain(Small.Predictions(spec), p => p.Caption == "cat" && p.Quantity == "diversity" && p.Generation > 0);
        Agreement.Assert(spec, 1500, least: 20);

        // One caption with all of it: nothing can evolve, though nothing is frozen.
        spec = WithShares(with, [1, 0, 0]);
        Assert.All(Small.Predictions(spec), p => Assert.True(p.Kind is PredictionKind.Exact or PredictionKind.Stationary));
        Assert.Equal(ExactResults.UserContentFixedPoint(25, 1, 3).Diversity, Small.Only(spec, Prediction.LongRun, "diversity").Predicted, 1e-12);
        Agreement.Assert(spec, 1500, least: 20);
    }

    [Fact]
    public void User_content_from_data_is_nearly_what_independent_draws_of_the_pool_would_do()
    {
        // Five of some ninety digits a generation, which do not repeat within a pass: their mean varies less, their scatter a little more.
        EcosystemSpec spec = Scenarios.ScenarioFile.Load(
            Path.Combine(Root(), "scenarios", "digits-stabilised.yaml"), [Frozen, "generations=40", "record.every=20", "record.snapshots=[]"]).Points[0].Spec;
        Course[] runs = Small.Run(spec, 1000);
        Prediction[] about = [.. Small.Predictions(spec).Where(p => p.Kind == PredictionKind.Approximate && p.Generation is 20 or 40)];
        Assert.Equal(2 * 2 * 11, about.Length);
        foreach (Prediction prediction in about)
        {
            double[] values = [.. runs.Select(r => r.Value(prediction, prediction.Generation)!.Value)];
            double error = Math.Sqrt(Statistics.Variance(values) / values.Length);
            Assert.Equal(prediction.Predicted, values.Average(), 0.015 + (4.5 * error));
        }
        Assert.Contains(new ScenarioTheory(spec).Notes, note => note.Contains("approximate", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData]
    [InlineData(Slow)]
    [InlineData(Unbiased)]
    public void User_content_from_a_pool_too_large_to_be_used_up_is_foretold_like_independent_draws(params string[] sets)
    {
        // Away from where the captions started, and narrower: what is known of the mean on its way matters.
        EcosystemSpec spec = Small.WithPool(Small.Spec([.. sets, Frozen, Users, "generations=5"]), 5000);
        Assert.Equal(5 * (3 + 1) * 2, Small.Predictions(spec).Count(p => p.Kind == PredictionKind.Approximate && p.Generation is > 0 and < Prediction.LongRun));
        Agreement.Assert(spec, 1500, least: 40);

        EcosystemSpec late = Small.WithPool(Small.Spec([.. sets, Frozen, Users, "generations=3000", "record.every=0"]), 2000);
        foreach (Prediction last in Small.Predictions(late).Where(p => p.Generation == 3000 && p.Kind == PredictionKind.Approximate))
            Assert.Equal(last.Predicted, Small.Only(late, Prediction.LongRun, last.Quantity, last.Caption).Predicted, 1e-9);
    }

    [Fact]
    public void The_bracket_holds_what_perfect_readers_settle_at()
    {
        EcosystemSpec spec = Small.Spec(Perfect, Users, Corpus, "generations=60", "record.every=30");
        Course[] runs = Small.Run(spec, 400);
        foreach (Prediction bound in Small.Predictions(spec).Where(p => p.Generation == Prediction.LongRun && p.Kind is PredictionKind.LowerBound or PredictionKind.UpperBound))
            Agreement.AssertHolds(bound, [.. runs.Select(r => r.Value(bound, 60)!.Value)]);
    }

    [Fact]
    public void Only_recorded_generations_are_predicted()
    {
        int[] generations = [.. Small.Predictions(Small.Spec(Frozen, "generations=25", "record.every=10")).Select(p => p.Generation).Distinct()];
        Assert.Equal([0, 10, 20, 25], generations);
    }

    [Fact]
    public void More_than_one_model_of_a_kind_is_refused()
    {
        EcosystemSpec one = Small.Spec();
        var other = new ImageModelSpec("other", CovarianceEstimator.MaximumLikelihood, 1, frozen: false, new UserContentSpec(0, null));
        var text = new TextModelSpec("text", [new PromptSpec("image", 5), new PromptSpec("other", 5)], ["image"], ReaderKind.Soft, 0.1, 1, frozen: false, one.TextModels[0].Corpus);
        var two = new EcosystemSpec(1, 5, one.Vocabulary, one.InitialShares, one.InitialImages, [text], [one.ImageModels[0], other], one.Recording);
        Assert.Contains("1 text models and 2 image models", Assert.Throws<ArgumentException>(() => new ScenarioTheory(two)).Message, StringComparison.Ordinal);
    }

    private static EcosystemSpec WithShares(EcosystemSpec spec, double[] shares)
    {
        TextModelSpec text = spec.TextModels[0];
        var same = new TextModelSpec(text.Name, text.Prompts, text.Sees, text.Reader, text.PerceptionNoise, text.LearningRate, text.Frozen, new CorpusSpec(0, shares));
        return new EcosystemSpec(spec.Seed, spec.Generations, spec.Vocabulary, shares, spec.InitialImages, [same], spec.ImageModels, spec.Recording);
    }

    private static string Root()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "CoEvolve.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("No folder above the tests holds CoEvolve.sln.");
    }
}
