using CoEvolve.Reference;
using FsCheck;
using FsCheck.Fluent;

namespace CoEvolve.Core.Tests;

public sealed class InjectionDesignTests
{
    [Fact]
    public void The_smallest_corpus_is_that_of_a_linear_scan()
    {
        foreach (int captions in new[] { 1, 20, 200 })
        {
            foreach (double kappa in new[] { 0.125, 0.3, 0.9 })
            {
                foreach (double share in new[] { 0.001, 0.31, 0.79, 0.951, 0.9951 })
                {
                    double floor = share * (1 - kappa);
                    Assert.Equal(ExactResults.SmallestCorpus(captions, kappa, floor), InjectionDesign.SmallestCorpus(captions, kappa, floor));
                }
            }
        }
    }

    [Fact]
    public void The_smallest_user_content_is_that_of_a_linear_scan()
    {
        foreach (int captions in new[] { 1, 20, 200 })
        {
            foreach (double p in new[] { 0.01, 0.2, 1 })
            {
                foreach (double floor in new[] { 0.001, 0.51, 0.8, 0.9, 0.97 })
                    Assert.Equal(ExactResults.SmallestUserContent(captions, p, floor), InjectionDesign.SmallestUserContent(captions, p, floor));
            }
        }
    }

    [Fact]
    public void The_design_holds_its_floor_and_one_less_does_not()
    {
        Gen<(int Captions, double P, double Floor)> gen =
            from captions in Gen.Choose(1, 1000)
            from whole in Gen.Choose(1, 1 << 16)
            from floor in Gen.Choose(1, 9999)
            select (captions, whole / (double)(1 << 16), floor / 10000.0);
        Prop.ForAll(gen.ToArbitrary(), given =>
        {
            int users = InjectionDesign.SmallestUserContent(given.Captions, given.P, given.Floor)!.Value;
            int corpus = InjectionDesign.SmallestCorpus(given.Captions, 0.2, 0.8 * given.Floor)!.Value;
            return SustainedBy(given.Captions, given.P, users) >= given.Floor - 1e-11
                && (users == 1 || SustainedBy(given.Captions, given.P, users - 1) < given.Floor + 1e-11)
                && users <= Math.Ceiling(1 / (1 - given.Floor))
                && TextTheory.StationaryDiversity(0.2, given.Captions, corpus, 1, 1) >= 0.8 * given.Floor
                && TextTheory.StationaryDiversity(0.2, given.Captions, corpus - 1, 1, 1) < 0.8 * given.Floor;
        }).Check(Config.QuickThrowOnFailure.WithReplay(11, 15));
    }

    [Fact]
    public void A_floor_that_nothing_holds_has_no_design_and_no_floor_needs_none()
    {
        Assert.Null(InjectionDesign.SmallestCorpus(200, 0.25, 0.75));
        Assert.NotNull(InjectionDesign.SmallestCorpus(200, 0.25, 0.7499));
        Assert.Null(InjectionDesign.SmallestCorpus(200, 0.25, 0.75 - 1e-15));
        Assert.Equal(0.75, InjectionDesign.CorpusSupremum(0.25));
        Assert.Null(InjectionDesign.SmallestUserContent(200, 0.1, 1));
        Assert.Null(InjectionDesign.SmallestUserContent(200, 0.1, 1 - 1e-15));
        Assert.Equal(0, InjectionDesign.SmallestCorpus(200, 1, 0));
        Assert.Equal(0, InjectionDesign.SmallestUserContent(200, 0.1, 0));
        Assert.Throws<ArgumentException>(() => InjectionDesign.SmallestCorpus(200, 0.25, -0.1));
        Assert.Throws<ArgumentException>(() => InjectionDesign.SmallestUserContent(200, 0.25, double.NaN));
    }

    [Fact]
    public void A_floor_that_is_just_reached_is_held_whatever_rounding_says()
    {
        // N = 1: the stationary diversity is (1−κ) M/(M+1). Never written: D* = 1 − 1/U.
        foreach (double kappa in new[] { 0.1, 0.3, 0.7 })
        {
            for (int corpus = 1; corpus < 200; corpus++)
                Assert.Equal(corpus, InjectionDesign.SmallestCorpus(1, kappa, corpus * (1 - kappa) / (corpus + 1)));
        }

        for (int users = 3; users < 200; users++)
            Assert.Equal(users, InjectionDesign.SmallestUserContent(1, 0, 1 - (1.0 / users)));
    }

    [Fact]
    public void A_caption_that_is_hardly_ever_written_needs_as_many_as_one_that_never_is()
    {
        foreach (double floor in new[] { 0.3, 0.5, 0.6, 0.9, 0.95 })
        {
            int? never = InjectionDesign.SmallestUserContent(50, 0, floor);
            Assert.Equal(floor <= 0.5 ? 1 : (int)Math.Ceiling((1 / (1 - floor)) - 1e-9), never);
            Assert.Equal(never, InjectionDesign.SmallestUserContent(50, 1e-20, floor));
        }
    }

    [Fact]
    public void What_users_sustain_is_the_fixed_point_of_the_recursion()
    {
        foreach (int captions in new[] { 3, 40, 500 })
        {
            foreach (int users in new[] { 1, 2, 7 })
            {
                (double diversity, double fidelityError) = InjectionDesign.Sustained(new BinomialLaw(captions, 0.3), users);
                Shapes.AssertClose(SustainedBy(captions, 0.3, users), diversity, 1e-12);
                Shapes.AssertClose(1, diversity + fidelityError, 1e-15);
            }
        }

        Assert.Equal((0, 1), InjectionDesign.Sustained(new BinomialLaw(40, 0.3), 0));
        Assert.Equal((0.5, 0.5), InjectionDesign.Sustained(new BinomialLaw(40, 0), 1));
        Shapes.AssertClose(0.5, InjectionDesign.Sustained(new BinomialLaw(40, 1e-30), 1).Diversity, 1e-15);
    }

    [Fact]
    public void The_bracket_is_reached_at_its_ends()
    {
        (double least, double most) = InjectionDesign.UserContentBracket(4);
        Assert.Equal((0.75, 8.0 / 9), (least, most));
        Shapes.AssertClose(least, SustainedBy(100, 0, 4), 1e-13);
        Shapes.AssertClose(most, SustainedBy(100_000_000, 1, 4), 1e-7);
        Assert.Throws<ArgumentOutOfRangeException>(() => InjectionDesign.UserContentBracket(1));
    }

    private static double SustainedBy(int captions, double p, int users) =>
        ImageStep.Of(new BinomialLaw(captions, p), users, 1, CovarianceEstimator.MaximumLikelihood).FixedPoint().Diversity;
}
