using CoEvolve.Reference;
using FsCheck;
using FsCheck.Fluent;

namespace CoEvolve.Core.Tests;

public sealed class TextTheoryTests
{
    private static readonly double[] s_shares = [0.5, 0.3, 0.15, 0.05];
    private static readonly double[] s_corpus = [0.1, 0.2, 0.3, 0.4];

    // E‖p'‖² = ‖E p'‖² + Σ Var p'_k from the definition of the step: counts n of p (each image a caption: ρ = 1) and m of c.
    [Theory]
    [InlineData(7, 3, 1.0)]
    [InlineData(200, 20, 0.375)]
    [InlineData(5, 0, 0.5)]
    public void One_step_agrees_with_rational_arithmetic_on_the_step_itself(int captions, int corpus, double learningRate)
    {
        Rational[] p = [Rational.Of(1, 2), Rational.Of(3, 8), Rational.Of(1, 8)], c = [Rational.Of(1, 4), Rational.Of(1, 4), Rational.Of(1, 2)];
        Rational eta = Rational.Exactly(learningRate), one = 1, n = captions, m = corpus, weight = eta / (n + m);
        Rational s = 0, u = 0, nextS = 0, nextU = 0, kappa = 0;
        for (int k = 0; k < 3; k++)
        {
            Rational mean = ((one - eta) * p[k]) + (weight * ((n * p[k]) + (m * c[k])));
            Rational variance = weight * weight * ((n * p[k] * (one - p[k])) + (m * c[k] * (one - c[k])));
            s += p[k] * p[k];
            u += p[k] * c[k];
            kappa += c[k] * c[k];
            nextS += (mean * mean) + variance;
            nextU += mean * c[k];
        }

        TextMoments next = new TextMoments(s.ToDouble(), u.ToDouble()).Next(kappa.ToDouble(), captions, corpus, learningRate, 1);
        Shapes.AssertClose(nextS.ToDouble(), next.S, 1e-15);
        Shapes.AssertClose(nextU.ToDouble(), next.U, 1e-15);
    }

    [Fact]
    public void Moments_and_recursion_agree_with_the_reference_over_a_grid()
    {
        double kappa = s_corpus.Sum(x => x * x);
        foreach ((int corpus, double rate, double resolution) in new[] { (0, 1.0, 1.0), (20, 1.0, 1.0), (20, 0.3, 0.4), (3, 0.05, 0.0), (500, 1.0, 0.8) })
        {
            double[] expected = ExactResults.CorpusDiversity(s_shares, s_corpus, 200, corpus, 50, rate, resolution);
            var moments = TextMoments.Of(s_shares, s_corpus);
            for (int t = 0; t <= 50; t++)
            {
                Shapes.AssertClose(expected[t], 1 - moments.S, 1e-12);
                moments = moments.Next(kappa, 200, corpus, rate, resolution);
            }

            double[] shares = TextTheory.ExpectedShares(s_shares, s_corpus, 200, corpus, 9, rate);
            double[] expectedShares = ExactResults.ExpectedProbabilities(s_shares, s_corpus, 200, corpus, 9, rate);
            for (int k = 0; k < 4; k++)
                Shapes.AssertClose(expectedShares[k], shares[k], 1e-13);
            Shapes.AssertClose(
                ExactResults.ExpectedTextDiversity(0.7, 200, 33, rate, resolution), TextTheory.Diversity(0.7, 200, 33, rate, resolution), 1e-13);
            if (corpus > 0)
            {
                Shapes.AssertClose(
                    ExactResults.StationaryDiversityWithLearningRate(kappa, 200, corpus, rate, resolution),
                    TextTheory.StationaryDiversity(kappa, 200, corpus, rate, resolution),
                    1e-11);
                Shapes.AssertClose(ExactResults.StationaryDiversity(kappa, 200, corpus, resolution), TextTheory.StationaryDiversity(kappa, 200, corpus, 1, resolution), 1e-12);
            }
        }
    }

    [Fact]
    public void The_stationary_diversity_is_where_the_recursion_stays_and_falls_with_resolution()
    {
        Gen<(int Captions, int Corpus, double Kappa, double Rate, double Resolution)> gen =
            from captions in Gen.Choose(1, 2000)
            from corpus in Gen.Choose(1, 2000)
            from kappa in Gen.Choose(1, 99)
            from rate in Gen.Choose(1, 64)
            from resolution in Gen.Choose(0, 64)
            select (captions, corpus, kappa / 100.0, rate / 64.0, resolution / 64.0);
        Prop.ForAll(gen.ToArbitrary(), given =>
        {
            double diversity = TextTheory.StationaryDiversity(given.Kappa, given.Captions, given.Corpus, given.Rate, given.Resolution);
            double least = TextTheory.StationaryDiversity(given.Kappa, given.Captions, given.Corpus, given.Rate, 1);
            TextMoments next = new TextMoments(1 - diversity, given.Kappa).Next(given.Kappa, given.Captions, given.Corpus, given.Rate, given.Resolution);
            return Math.Abs(1 - next.S - diversity) < 1e-14 && Math.Abs(next.U - given.Kappa) < 1e-14
                && least <= diversity + 1e-15 && diversity < InjectionDesign.CorpusSupremum(given.Kappa);
        }).Check(Config.QuickThrowOnFailure.WithReplay(11, 15));
    }

    [Fact]
    public void Without_a_corpus_nothing_is_stationary_but_no_diversity_and_the_closed_form_is_the_recursion()
    {
        Assert.Equal(0, TextTheory.StationaryDiversity(0.25, 200, 0, 1, 1));
        Assert.Equal(0, TextTheory.StationaryDiversity(0.25, 200, 0, 1, 0));
        var moments = TextMoments.Of(s_shares, s_corpus);
        double initial = 1 - moments.S;
        for (int t = 0; t <= 40; t++)
        {
            Shapes.AssertClose(TextTheory.Diversity(initial, 30, t, 0.5, 0.7), 1 - moments.S, 1e-13);
            moments = moments.Next(0.3, 30, 0, 0.5, 0.7);
        }

        Assert.Equal(s_shares, TextTheory.ExpectedShares(s_shares, s_corpus, 30, 0, 12, 0.5));
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        Assert.Throws<ArgumentException>(() => TextMoments.Of([0.5, 0.5], [1]));
        Assert.Throws<ArgumentException>(() => TextTheory.ExpectedShares([0.5, 0.5], [1], 10, 0, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TextMoments(0.5, 0.5).Next(0.5, 0, 1, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TextMoments(0.5, 0.5).Next(0.5, 1, -1, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => TextTheory.Diversity(0.5, 10, -1, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => TextTheory.Diversity(0.5, 10, 1, 1, 1.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => TextTheory.StationaryDiversity(1.5, 10, 1, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => TextTheory.StationaryDiversity(0.5, 10, 1, 1.5, 1));
    }
}
