using CoEvolve.Actors;
using CoEvolve.Reference;

namespace CoEvolve.Findings.Tests;

public sealed class InjectionPlanTests
{
    [Theory]
    [InlineData(0.55, 0.8, "corpus.source=initial")]
    [InlineData(0.6, 0.95, "textModel.captionsPerGeneration=200")]
    [InlineData(0.3, 0.4, "textModel.captionsPerGeneration=4")]
    public void Injections_and_predictions_are_those_of_the_reference(double text, double image, string set)
    {
        EcosystemSpec spec = Small.Spec(set);
        var plan = new InjectionPlan(spec, text, image);
        double[] corpus = spec.TextModels[0].Corpus.Distribution;
        double kappa = corpus.Sum(c => c * c);
        int captions = spec.TextModels[0].CaptionsPerGeneration;

        Assert.Equal(ExactResults.SmallestCorpus(captions, kappa, text), plan.CorpusCaptions);
        Assert.Equal(ExactResults.SmallestUserContent(captions, corpus.Min(), image), plan.UserImages);
        Assert.Equal(1 - kappa, plan.TextSupremum, 1e-15);
        Assert.Equal(ExactResults.StationaryDiversity(kappa, captions, plan.CorpusCaptions!.Value), plan.TextDiversity, 1e-12);
        (double diversity, double fidelityError) = ExactResults.UserContentFixedPoint(captions, corpus.Min(), plan.UserImages!.Value);
        Assert.Equal(diversity, plan.Images.Diversity, 1e-12);
        Assert.Equal(fidelityError, plan.Images.FidelityError, 1e-12);
    }

    [Fact]
    public void Without_a_corpus_images_are_planned_for_a_caption_that_is_lost()
    {
        var plan = new InjectionPlan(Small.Spec("corpus.source=initial"), 0, 0.9);
        Assert.Equal((0, 10, 0.0), (plan.CorpusCaptions, plan.UserImages, plan.WorstShare));
        Assert.Equal(0, plan.TextDiversity);
        Assert.Equal(0.9, plan.Images.Diversity, 1e-15);
    }

    [Fact]
    public void No_floor_needs_nothing_and_an_impossible_one_has_no_plan()
    {
        var none = new InjectionPlan(Small.Spec(), 0, 0);
        Assert.Equal((0, 0, 0.0, 1.0), (none.CorpusCaptions, none.UserImages, none.Images.Diversity, none.Images.FidelityError));
        Assert.Null(new InjectionPlan(Small.Spec(), 2.0 / 3, 0).CorpusCaptions);
        Assert.Null(new InjectionPlan(Small.Spec(), 0.5, 1).UserImages);
        Assert.Throws<ArgumentException>(() => new InjectionPlan(Small.Spec(), double.NaN, 0));
    }

    [Fact]
    public void What_is_injected_is_the_scenario_with_its_amounts_set()
    {
        EcosystemSpec spec = Small.Spec("textModel.reader=sampled", "textModel.perceptionNoise=0.4");
        var plan = new InjectionPlan(spec, 0.5, 0.8);
        EcosystemSpec injected = plan.Inject(9), set = Small.Spec(
            "textModel.reader=sampled", "textModel.perceptionNoise=0.4", $"corpus.captionsPerGeneration={plan.CorpusCaptions}", $"userContent.imagesPerCaption={plan.UserImages}", "generations=9");
        Course mine = Course.Of(injected, 2), theirs = Course.Of(set, 2);
        foreach (Prediction about in Small.Predictions(set).Where(p => p.Generation == 0))
            Assert.Equal(theirs.Value(about, 9), mine.Value(about, 9));
    }

    // The recursions, by hand, from their start until the last fifth is flat.
    [Theory]
    [InlineData(25, 0.55, 0.8)]
    [InlineData(400, 0.3, 0.95)]
    [InlineData(400, 0.66, 0.4)]
    public void It_is_given_time_to_settle(int captions, double text, double image)
    {
        EcosystemSpec spec = Small.Spec("vocabulary.exponent=3", $"textModel.captionsPerGeneration={captions}");
        var plan = new InjectionPlan(spec, text, image);
        int generations = plan.GenerationsToSettle(), from = generations * 4 / 5;
        double[] course = ExactResults.CorpusDiversity(spec.InitialShares, spec.TextModels[0].Corpus.Distribution, captions, plan.CorpusCaptions!.Value, from);
        Assert.Equal(plan.TextDiversity, course[from], 1e-3 * plan.TextDiversity);
        (double s, double delta) = (1, 0);
        for (int t = 0; t < from; t++)
            (s, delta) = ExactResults.UserContentStep(s, delta, 1, captions, 1.0 / 3, plan.UserImages!.Value);
        Assert.Equal(plan.Images.Diversity, s, 0.01);
        Assert.Equal(0, generations % 50);
    }

    [Fact]
    public void Time_to_settle_has_bounds()
    {
        Assert.Equal(100, new InjectionPlan(Small.Spec(), 0.66, 0.99).GenerationsToSettle());
        Assert.Equal(10_000, new InjectionPlan(Small.Spec("textModel.captionsPerGeneration=1000000"), 0, 0).GenerationsToSettle());
    }
}
