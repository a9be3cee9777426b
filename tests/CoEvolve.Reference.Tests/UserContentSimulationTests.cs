namespace CoEvolve.Reference.Tests;

// The recursion of user content against the slow simulation. Fixed seeds; two-sided error level 1e-5 a comparison.
public sealed class UserContentSimulationTests
{
    private static readonly double[] Initial = [0.5, 0.3, 0.2];

    [Theory]
    [InlineData(1, false)]
    [InlineData(3, false)]
    [InlineData(3, true)]
    public void Diversity_and_drift_follow_the_recursion_from_the_first_step_on(int users, bool unbiased)
    {
        ReferenceSettings scene = Scenes.ThreeCaptions(8) with
        {
            TextFrozen = true,
            UserImagesPerCaption = users,
            Unbiased = unbiased,
            Generations = 5,
        };
        ReferenceRun[] runs = ReferenceSimulation.RunMany(scene, 2000, 2000);
        for (int k = 0; k < 3; k++)
        {
            (double s, double delta) = (1, 0);
            for (int t = 1; t <= 5; t++)
            {
                (s, delta) = ExactResults.UserContentStep(s, delta, 1, 8, Initial[k], users, unbiased);
                Scenes.AssertMean(runs.Select(run => run.Diversity[t][k]), s);
                Scenes.AssertMean(runs.Select(run => run.FidelityError[t][k]), delta);
            }
        }
    }

    [Fact]
    public void Users_with_a_law_of_their_own_pull_the_model_along_the_recursion()
    {
        // One caption in one dimension, fixed n = 6: Δ is measured around μ* = 2, so F around μ₀ = 0 is not it.
        ReferenceSettings scene = Scenes.OneCaption(6, 1, 1) with
        {
            UserImagesPerCaption = 3,
            UserMeans = [[2]],
            UserCovariances = [Scenes.Scalar(0.5)],
        };
        ReferenceRun[] runs = ReferenceSimulation.RunMany(scene, 2100, 4000);
        (double s, double _) = ExactResults.UserContentStep(1, 4, 0.5, 6, 1, 3);
        Scenes.AssertMean(runs.Select(run => run.Diversity[1][0]), s);
        // From μ₀: x̄ has mean 2(1−w) and variance w²/n + (1−w)²·0.5/U with w = 2/3.
        Scenes.AssertMean(runs.Select(run => run.FidelityError[1][0]), 4.0 / 9 + 4.0 / 9 / 6 + 0.5 / 9 / 3);
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(5, false)]
    [InlineData(5, true)]
    public void Diversity_and_drift_settle_at_the_fixed_point(int users, bool unbiased)
    {
        ReferenceSettings scene = Scenes.ThreeCaptions(8) with
        {
            TextFrozen = true,
            UserImagesPerCaption = users,
            Unbiased = unbiased,
            Generations = 25,
        };
        ReferenceRun[] runs = ReferenceSimulation.RunMany(scene, 2200, 1200);
        for (int k = 0; k < 3; k++)
        {
            (double d, double f) = ExactResults.UserContentFixedPoint(8, Initial[k], users, unbiased);
            Scenes.AssertMean(runs.Select(run => run.Diversity[25][k]), d);
            Scenes.AssertMean(runs.Select(run => run.FidelityError[25][k]), f);
        }
    }
}
