using CoEvolve.Actors;
using CoEvolve.Findings;
using CoEvolve.Scenarios;

namespace CoEvolve.Report.Tests;

public sealed class ExpectedTests
{
    [Theory]
    [InlineData(0, 60)]
    [InlineData(20, 1700)]
    public void At_full_resolution_the_measured_course_is_the_exact_one(int corpus, int generations)
    {
        EcosystemSpec sampled = Spec($"textModel: {{ captionsPerGeneration: 50, reader: sampled }}\ncorpus: {{ captionsPerGeneration: {corpus} }}\ngenerations: {generations}");
        Course exact = Expected.Of(sampled, "gini_simpson", [PredictionKind.Exact]);
        Course resolved = Expected.TextDiversity(sampled, new Course([0, generations - 1], [Estimate.Alone(1), Estimate.Alone(1)]));

        Assert.Equal(exact.Generations, resolved.Generations);
        Assert.InRange(exact.Generations.Count, 2, 600);
        Assert.All(exact.Values.Zip(resolved.Values), v => Assert.Equal(v.First.Mean, v.Second.Mean, 1e-10));
        Assert.Equal(exact.Last.Mean, Expected.AtTheEnd(sampled, "gini_simpson", [PredictionKind.Exact])!.Value, 1e-12);
    }

    [Fact]
    public void Means_over_captions_are_there_where_every_caption_is_known()
    {
        EcosystemSpec frozen = Spec("textModel: { captionsPerGeneration: 50, frozen: true }\nuserContent: { imagesPerCaption: 5 }\ngenerations: 200");
        Course diversity = Expected.OverCaptions(frozen, "diversity", [PredictionKind.Exact]), fidelity = Expected.OverCaptions(frozen, "fidelity_error", [PredictionKind.Exact]);

        Assert.Equal(201, diversity.Generations.Count);
        Assert.All(diversity.Values.Zip(fidelity.Values), v => Assert.Equal(1, v.First.Mean + v.Second.Mean, 1e-12));
        Assert.True(Expected.OverCaptions(Spec("generations: 3"), "diversity", [PredictionKind.Exact]).Generations.Count <= 1);
    }

    [Fact]
    public void Nothing_is_expected_of_what_is_not_known()
    {
        Assert.True(Expected.Of(null, "gini_simpson", [PredictionKind.Exact]).IsEmpty);
        Assert.True(Expected.TextDiversity(null, new Course([0], [Estimate.Alone(1)])).IsEmpty);
        Assert.Null(SustainedImages.Of(Spec("generations: 3")));
    }

    private static EcosystemSpec Spec(string yaml) =>
        ScenarioFile.Read("vocabulary: { captions: 4, prior: zipf }\n" + yaml + "\n", "a.yaml", new StoredInputFiles([])).Points[0].Spec;
}
