namespace CoEvolve.Reference.Tests;

public sealed class ExactResultsTests
{
    [Theory]
    [InlineData(10, 0.3)]
    [InlineData(200, 0.01)]
    [InlineData(2000, 0.97)]
    public void Binomial_expectations_have_the_known_moments(int trials, double p)
    {
        Assert.Equal(1, ExactResults.BinomialExpectation(trials, p, _ => 1), 1e-11);
        Assert.Equal(1, ExactResults.BinomialExpectation(trials, p, n => n) / (trials * p), 1e-11);
        double pairs = trials * (trials - 1.0) * p * p;
        Assert.Equal(1, ExactResults.BinomialExpectation(trials, p, n => n * (n - 1.0)) / pairs, 1e-11);
    }

    [Fact]
    public void Binomial_probabilities_of_three_trials_are_right_also_at_the_ends()
    {
        double[] half = ExactResults.BinomialProbabilities(3, 0.5);
        Assert.Equal(0.375, half[1], 1e-15);
        Assert.Equal([1.0, 0, 0, 0], ExactResults.BinomialProbabilities(3, 0));
        Assert.Equal([0, 0, 0, 1.0], ExactResults.BinomialProbabilities(3, 1));
    }

    [Fact]
    public void Contraction_rate_of_three_trials_is_the_sum_by_hand()
    {
        // n ~ Binomial(3, ½): 3/8 at n = 2 and 1/8 at n = 3, so E[1{n≥2}/n] = 3/16 + 1/24.
        double inverse = 3.0 / 16 + 1.0 / 24;
        Assert.Equal(1 - inverse, ExactResults.ContractionRate(3, 0.5), 1e-15);
        Assert.Equal(1 - 0.25 * inverse, ExactResults.ContractionRate(3, 0.5, 0.5), 1e-15);
        Assert.Equal(1, ExactResults.ContractionRate(3, 0.5, 1, unbiased: true), 1e-15);
        Assert.Equal(1 + 0.25 * inverse, ExactResults.ContractionRate(3, 0.5, 0.5, unbiased: true), 1e-15);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.4)]
    public void Lost_diversity_and_gained_drift_add_up_to_one(double learningRate)
    {
        double d = ExactResults.ExpectedImageDiversity(20, 0.3, 30, learningRate);
        double f = ExactResults.ExpectedFidelityError(20, 0.3, 30, learningRate);
        Assert.Equal(1, d + f, 1e-13);
        Assert.Equal(5 * ExactResults.MeanInverseCount(20, 0.3), ExactResults.ExpectedFidelityError(20, 0.3, 5, 1, true), 1e-13);
    }

    [Fact]
    public void Log_determinant_falls_to_minus_206_in_150_generations_of_five_images_in_the_plane() =>
        Assert.Equal(-206, 150 * ExactResults.LogDeterminantDrift(5, 2), 0.05);

    [Fact]
    public void Log_determinant_moments_for_one_dimension_are_those_of_a_log_chi_square()
    {
        // n = 3, d = 1: χ²₂/3 is exponential; E ln χ²₂ = ψ(1) + ln 2, variance π²/6.
        Assert.Equal(-0.5772156649015329 + Math.Log(2.0 / 3), ExactResults.LogDeterminantDrift(3, 1), 1e-13);
        Assert.Equal(-0.5772156649015329, ExactResults.LogDeterminantDrift(3, 1, unbiased: true), 1e-13);
        Assert.Equal(Math.PI * Math.PI / 6, ExactResults.LogDeterminantVariance(3, 1), 1e-13);
    }

    [Fact]
    public void Deviation_rate_agrees_with_exact_values_of_the_gamma_function()
    {
        Assert.Equal(Math.Sqrt(2 / Math.PI), ExactResults.DeviationRate(2), 1e-13);
        Assert.Equal(Math.Sqrt(2.0 / 9) * 24 / (105 * Math.Sqrt(Math.PI) / 16), ExactResults.DeviationRate(10), 1e-13);
        Assert.Equal(1 - 1 / (4.0 * 99), ExactResults.DeviationRate(100), 1e-5);
    }

    [Fact]
    public void Second_moments_in_one_dimension_are_powers_of_a_chi_square_moment()
    {
        // d = 1, fixed n = 4: E(σ'²)² = σ⁴·(m² + 2m)/n² with m = 3.
        (double squared, double other) = ExactResults.TraceSecondMoments(4, 1, Scenes.Scalar(2), 3);
        Assert.Equal(4 * Math.Pow(15.0 / 16, 3), squared, 1e-13);
        Assert.Equal(squared, other, 1e-13);
        double relative = Math.Sqrt((Math.Pow(15.0 / 9, 3) - 1) / 50);
        Assert.Equal(relative, ExactResults.RelativeStandardError(4, 1, Scenes.Scalar(2), 3, 50), 1e-13);
    }

    [Fact]
    public void Two_hundred_replicates_in_the_plane_test_a_mean_until_diversity_is_near_three_quarters()
    {
        int t = 0;
        while (ExactResults.RelativeStandardError(200, 0.125, Matrices.Identity(2), t + 1, 200) <= 0.05) t++;
        Assert.InRange(ExactResults.ExpectedImageDiversity(200, 0.125, t), 0.70, 0.80);
    }

    [Theory]
    [InlineData(30, 0.75, 32.2514, 33.74, 0.00005)]
    [InlineData(200, 0.5, 275.00, 277.26, 0.005)]
    public void Fixation_times_agree_with_the_documented_values(int n, double p, double exact, double diffusion, double tolerance)
    {
        Assert.Equal(exact, ExactResults.FixationTime(n, p), tolerance);
        Assert.Equal(diffusion, ExactResults.DiffusionFixationTime(n, p), 0.005);
    }

    [Fact]
    public void Fixation_of_two_captions_a_generation_takes_two_generations_on_average() =>
        Assert.Equal(2, ExactResults.FixationTime(2, 0.5), 1e-13);

    [Fact]
    public void Corpus_recursion_without_a_corpus_is_the_plain_decay()
    {
        double[] g = ExactResults.CorpusDiversity([0.5, 0.3, 0.2], [0.2, 0.3, 0.5], 10, 0, 5);
        for (int t = 0; t <= 5; t++) Assert.Equal(ExactResults.ExpectedTextDiversity(0.62, 10, t), g[t], 1e-14);
    }

    [Theory]
    [InlineData(1.0, 1.0)]
    [InlineData(0.3, 1.0)]
    [InlineData(1.0, 0.4)]
    public void Corpus_recursion_converges_to_its_stationary_form(double learningRate, double resolution)
    {
        double[] c = [0.6, 0.3, 0.1];
        double[] g = ExactResults.CorpusDiversity([1, 0, 0], c, 20, 3, 2000, learningRate, resolution);
        Assert.Equal(g[2000], ExactResults.StationaryDiversityWithLearningRate(0.46, 20, 3, learningRate, resolution), 1e-12);
        if (learningRate == 1) Assert.Equal(g[2000], ExactResults.StationaryDiversity(0.46, 20, 3, resolution), 1e-12);
    }

    [Theory]
    [InlineData(200, 20)]
    [InlineData(1, 1)]
    [InlineData(7, 300)]
    public void Stationary_diversity_at_full_resolution_is_the_documented_ratio(int a, int b)
    {
        double ratio = b * (b + 2.0 * a - 1) / (b * (b + 2.0 * a) + a);
        Assert.Equal((1 - 0.125) * ratio, ExactResults.StationaryDiversity(0.125, a, b), 1e-13);
    }

    [Fact]
    public void Stationary_diversity_is_least_at_full_resolution_and_grows_with_the_corpus()
    {
        for (int m = 1; m < 60; m++)
        {
            Assert.True(ExactResults.StationaryDiversity(0.3, 40, m + 1) > ExactResults.StationaryDiversity(0.3, 40, m));
            for (double rho = 0; rho < 0.99; rho += 0.1)
                Assert.True(ExactResults.StationaryDiversity(0.3, 40, m, rho) >= ExactResults.StationaryDiversity(0.3, 40, m));
        }
    }

    [Theory]
    [InlineData(20, 0.3, 2)]
    [InlineData(20, 0.3, 5)]
    [InlineData(200, 0.01, 3)]
    [InlineData(50, 1.0, 8)]
    [InlineData(50, 0.0, 8)]
    public void User_content_fixed_point_agrees_with_its_closed_form_and_lies_within_the_bracket(int n, double p, int users)
    {
        (double d, double f) = ExactResults.UserContentFixedPoint(n, p, users);
        (double closedD, double closedF) = ExactResults.UserContentClosedForm(n, p, users);
        Assert.Equal(closedD, d, 1e-12);
        Assert.Equal(closedF, f, 1e-12);
        Assert.InRange(d, 1 - 1.0 / users - 1e-12, 2.0 * users / (2 * users + 1));
        (double s, double delta) = ExactResults.UserContentStep(d, f, 1, n, p, users);
        Assert.Equal(d, s, 1e-12);
        Assert.Equal(f, delta, 1e-12);
    }

    [Fact]
    public void User_content_conserves_the_sum_only_under_maximum_likelihood()
    {
        (double s, double delta) = ExactResults.UserContentStep(0.7, 0.3, 1, 12, 0.4, 3);
        Assert.Equal(1, s + delta, 1e-13);
        (double diversity, double fidelityError) = ExactResults.UserContentFixedPoint(12, 0.4, 3, unbiased: true);
        Assert.True(diversity > 1);
        Assert.True(diversity + fidelityError > 1);
    }

    [Fact]
    public void User_content_of_none_is_the_plain_contraction()
    {
        (double s, double delta) = ExactResults.UserContentStep(1, 0, 123, 12, 0.4, 0);
        Assert.Equal(ExactResults.ContractionRate(12, 0.4), s, 1e-13);
        Assert.Equal(1 - ExactResults.ContractionRate(12, 0.4), delta, 1e-13);
    }

    [Fact]
    public void Designs_are_the_smallest_that_hold_their_floor()
    {
        int corpus = ExactResults.SmallestCorpus(200, 0.125, 0.8)!.Value;
        Assert.True(ExactResults.StationaryDiversity(0.125, 200, corpus) >= 0.8);
        Assert.True(ExactResults.StationaryDiversity(0.125, 200, corpus - 1) < 0.8);
        Assert.Null(ExactResults.SmallestCorpus(200, 0.125, 0.875));
        foreach (double floor in new[] { 0.3, 0.55, 0.7, 0.83, 0.97 })
        {
            int users = ExactResults.SmallestUserContent(30, 0.1, floor)!.Value;
            Assert.True(users <= Math.Ceiling(1 / (1 - floor)));
            for (int u = users; u < users + 20; u++)
                Assert.True(ExactResults.UserContentFixedPoint(30, 0.1, u).Diversity >= floor);
        }
    }
}
