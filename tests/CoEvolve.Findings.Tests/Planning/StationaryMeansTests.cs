using CoEvolve.Actors;
using CoEvolve.Engines;

namespace CoEvolve.Findings.Tests;

public sealed class StationaryMeansTests
{
    [Fact]
    public void Means_are_those_of_the_last_fifth_whatever_the_slices_and_the_workers()
    {
        EcosystemSpec spec = Small.Spec("generations=23", "userContent.imagesPerCaption=2");
        Course[] runs = Small.Run(spec, 6);
        Prediction[] about = Small.Predictions(spec);
        double[] text = [.. runs.Select(r => Enumerable.Range(20, 4).Average(t => r.Value(about.First(p => p.Quantity == "gini_simpson"), t)!.Value))];
        double[] least = [.. spec.Vocabulary.Select(word => runs.Average(r => Enumerable.Range(20, 4).Average(t => r.Value(about.First(p => p.Quantity == "diversity" && p.Caption == word), t)!.Value)))];

        StationaryMeasurement whole = Measure(spec, 6, new SliceOptions { Parallel = 1 }), cut = Measure(spec, 6, new SliceOptions { Parallel = 4, MostRows = 1 });

        Assert.Equal(whole, cut);
        Assert.Equal(text.Average(), whole.TextDiversity.Mean, 1e-14);
        Assert.Equal(Math.Sqrt(text.Sum(x => (x - text.Average()) * (x - text.Average())) / 5 / 6), whole.TextDiversity.StandardError!.Value, 1e-14);
        Assert.Equal(least.Min(), whole.ImageDiversity.Mean, 1e-14);
        Assert.Equal(Array.IndexOf(least, least.Min()), whole.WorstCaption);
    }

    [Fact]
    public void A_replicate_that_fails_is_told_and_nothing_is_measured()
    {
        using var means = new StationaryMeans(2, 10, 3);
        ClaimedEcosystem claim = means.Claim(1).Single();
        means.Commit(new SliceCommit(claim.Id, 0, 0, EcosystemStatus.Failed, "it broke", null, default, new SliceRows()));
        Assert.Equal("it broke", means.Error);
        Assert.Throws<InvalidOperationException>(means.Measure);
    }

    [Fact]
    public void What_is_given_back_can_be_taken_again()
    {
        using var means = new StationaryMeans(2, 10, 3);
        ClaimedEcosystem claim = means.Claim(1).Single();
        Assert.Equal([2L], means.Claim(5).Select(c => c.Id));
        means.Release(claim);
        Assert.Equal(claim, means.Claim(5).Single());
    }

    [Theory]
    [InlineData(0, 10, 3)]
    [InlineData(1, 4, 3)]
    [InlineData(1, 10, 0)]
    public void Bad_arguments_are_refused(int replicates, int generations, int captions) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new StationaryMeans(replicates, generations, captions));

    private static StationaryMeasurement Measure(EcosystemSpec spec, int replicates, SliceOptions options)
    {
        using var means = new StationaryMeans(replicates, spec.Generations, spec.Captions);
        new SliceRunner(new LocalEngine(), means, _ => spec, options).Run(CancellationToken.None);
        return means.Measure();
    }
}
