using CoEvolve.Reference;
using FsCheck;
using FsCheck.Fluent;

namespace CoEvolve.Core.Tests;

public sealed class BinomialLawTests
{
    [Theory]
    [MemberData(nameof(ExactBinomial.Cases), MemberType = typeof(ExactBinomial))]
    public void Probabilities_agree_with_rational_arithmetic(int trials, double probability)
    {
        var law = new BinomialLaw(trials, probability);
        for (int n = 0; n <= trials; n++)
        {
            double expected = ExactBinomial.Probability(trials, probability, n).ToDouble();
            if (n >= law.First && n <= law.Last)
                Assert.InRange(law[n], expected * (1 - 1e-12), expected * (1 + 1e-12));
            else
                Assert.InRange(expected, 0, 1e-20);
        }
    }

    [Theory]
    [MemberData(nameof(ExactBinomial.Cases), MemberType = typeof(ExactBinomial))]
    public void What_is_left_out_weighs_next_to_nothing(int trials, double probability)
    {
        var law = new BinomialLaw(trials, probability);
        double outside = ExactBinomial.Expect(trials, probability, n => n < law.First || n > law.Last ? 1 : 0).ToDouble();
        Assert.InRange(outside, 0, 1e-18);
        Assert.Equal(0, law[law.First - 1]);
        Assert.Equal(0, law[law.Last + 1]);
    }

    // E[1/(n+1)] = (1 − (1−p)^{N+1}) / ((N+1)p), and the same twice over: closed forms for any N, where rational sums are out of reach.
    [Theory]
    [InlineData(100_000_000, 0.5)]
    [InlineData(100_000_000, 0.999)]
    [InlineData(100_000_000, 1e-3)]
    [InlineData(100_000_000, 1e-8)]
    [InlineData(100_000_000, 3e-12)]
    [InlineData(1_000_000, 0.03)]
    [InlineData(2_000, 0.7)]
    public void Reciprocals_and_moments_have_their_closed_forms_at_any_size(int trials, double p)
    {
        var law = new BinomialLaw(trials, p);
        double x = -(trials + 1.0) * LogOnePlus(-p);
        double some = x > 1e-3 ? 1 - Math.Exp(-x) : x * (1 - (x / 2 * (1 - (x / 3 * (1 - (x / 4))))));
        double reciprocal = some / ((trials + 1.0) * p);
        Shapes.AssertClose(1, law.Expect(n => 1 / (n + 1.0)) / reciprocal, 1e-11);
        Shapes.AssertClose(1, law.Expect(n => n) / (trials * p), 1e-11);
        Shapes.AssertClose(1, law.Expect(n => (n - (trials * p)) * (n - (trials * p))) / (trials * p * (1 - p)), 1e-10);
    }

    [Fact]
    public void Rare_counts_of_a_rare_caption_keep_their_digits()
    {
        // P(n = 2) = C(200, 2) p² (1−p)^198, far below what the window's tails may weigh.
        double p = 1e-13;
        Shapes.AssertClose(1, new BinomialLaw(200, p)[2] / (19900 * p * p), 1e-10);
    }

    [Fact]
    public void It_is_a_law_symmetric_in_what_is_counted_with_the_mean_and_variance_of_a_binomial()
    {
        Gen<(int Trials, double P)> gen =
            from trials in Gen.OneOf(Gen.Choose(0, 40), Gen.Choose(0, 5000))
            from whole in Gen.Choose(0, 1 << 20)
            select (trials, whole / (double)(1 << 20));
        Prop.ForAll(gen.ToArbitrary(), given =>
        {
            var law = new BinomialLaw(given.Trials, given.P);
            var other = new BinomialLaw(given.Trials, 1 - given.P);
            double mean = given.Trials * given.P, sum = 0;
            for (int n = law.First; n <= law.Last; n++)
            {
                sum += law[n];
                if (law[n] < 0 || Math.Abs(law[n] - other[given.Trials - n]) > 1e-13)
                    return false;
            }

            return Math.Abs(sum - 1) < 1e-13
                && Math.Abs(law.Expect(n => n) - mean) < 1e-11 * (mean + 1)
                && Math.Abs(law.Expect(n => (n - mean) * (n - mean)) - (mean * (1 - given.P))) < 1e-11 * (mean + 1);
        }).Check(Config.QuickThrowOnFailure.WithReplay(11, 15));
    }

    [Fact]
    public void It_agrees_with_the_reference_over_a_grid()
    {
        foreach (int trials in new[] { 1, 3, 25, 200, 1500 })
        {
            foreach (double p in new[] { 0, 1e-4, 0.02, 0.3, 0.5, 0.97, 1 })
            {
                double[] expected = ExactResults.BinomialProbabilities(trials, p);
                var law = new BinomialLaw(trials, p);
                for (int n = 0; n <= trials; n++)
                    Shapes.AssertClose(expected[n], law[n], 1e-11);
            }
        }
    }

    [Fact]
    public void The_window_is_narrow()
    {
        var law = new BinomialLaw(100_000_000, 0.5);
        Assert.InRange(law.Last - law.First, 90_000, 110_000);
        law = new BinomialLaw(200, 0.125);
        Assert.InRange(law.Last - law.First, 60, 110);
        law = new BinomialLaw(100_000_000, 1e-9);
        Assert.Equal(0, law.First);
        Assert.InRange(law.Last, 32, 60);
    }

    [Theory]
    [InlineData(-1, 0.5)]
    [InlineData(3, -0.1)]
    [InlineData(3, 1.1)]
    [InlineData(3, double.NaN)]
    public void Bad_arguments_are_refused(int trials, double probability) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new BinomialLaw(trials, probability));

    // ln(1 + x) to full precision for small x.
    private static double LogOnePlus(double x) => 1 + x == 1 ? x : Math.Log(1 + x) * x / (1 + x - 1);
}
