namespace CoEvolve.Reference.Tests;

public sealed class ReferenceMetricsTests
{
    [Fact]
    public void Text_metrics_of_a_uniform_and_of_a_concentrated_distribution_are_right()
    {
        double[] uniform = [0.25, 0.25, 0.25, 0.25], single = [1, 0, 0, 0];
        Assert.Equal(0.75, ReferenceMetrics.GiniSimpson(uniform));
        Assert.Equal(Math.Log(4), ReferenceMetrics.Entropy(uniform), 1e-15);
        Assert.Equal(4, ReferenceMetrics.EffectiveCaptions(uniform), 1e-14);
        Assert.Equal(0, ReferenceMetrics.GiniSimpson(single));
        Assert.Equal(0, ReferenceMetrics.Entropy(single));
        Assert.Equal(0.75, ReferenceMetrics.TotalVariation(uniform, single));
    }

    [Fact]
    public void A_caption_is_alive_strictly_above_half_a_count() =>
        Assert.Equal(2, ReferenceMetrics.AliveCaptions([0.05, 0.051, 0.899], 10));

    [Fact]
    public void Image_metrics_are_relative_to_the_initial_trace()
    {
        Assert.Equal(0.5, ReferenceMetrics.Diversity(Matrices.Diagonal(1, 2), Matrices.Diagonal(2, 4)));
        Assert.Equal(25.0 / 6, ReferenceMetrics.FidelityError([3, 5], [0, 1], Matrices.Diagonal(2, 4)), 1e-15);
        Assert.Equal(Math.Log(8), ReferenceMetrics.LogDeterminant(Matrices.Diagonal(2, 4)), 1e-15);
    }

    [Fact]
    public void Frechet_distance_of_diagonal_gaussians_is_that_of_their_deviations()
    {
        double actual = ReferenceMetrics.SquaredFrechetDistance(
            [1, 2], Matrices.Diagonal(4, 9), [0, 0], Matrices.Diagonal(1, 16));
        Assert.Equal(5 + (2 - 1) * (2 - 1) + (3 - 4) * (3 - 4), actual, 1e-12);
    }

    [Fact]
    public void Frechet_distance_in_the_plane_agrees_with_the_closed_form_for_two_by_two_matrices()
    {
        // The trace of the root of a 2×2 matrix X with positive eigenvalues is √(tr X + 2√det X); here X ~ Σ₀Σ.
        double[,] a = { { 2, 0.5 }, { 0.5, 1 } }, b = { { 1, -0.3 }, { -0.3, 0.7 } };
        double[,] product = Matrices.Multiply(a, b);
        double determinant = (2 - 0.25) * (0.7 - 0.09);
        double cross = Math.Sqrt(Matrices.Trace(product) + 2 * Math.Sqrt(determinant));
        Assert.Equal(3 + 1.7 - 2 * cross, ReferenceMetrics.SquaredFrechetDistance([0, 0], b, [0, 0], a), 1e-12);
        Assert.Equal(0, ReferenceMetrics.SquaredFrechetDistance([1, 1], a, [1, 1], a), 1e-12);
    }

    [Fact]
    public void Variance_within_and_between_captions_adds_up_to_the_mixture()
    {
        (double within, double between) = ReferenceMetrics.VarianceSplit(
            [0.25, 0.75], [[0, 0], [4, 0]], [Matrices.Diagonal(1, 3), Matrices.Diagonal(2, 2)]);
        Assert.Equal(4, within, 1e-14);
        Assert.Equal(0.25 * 0.75 * 16, between, 1e-14);
    }

    [Fact]
    public void Ties_get_average_ranks() =>
        Assert.Equal([2.0, 4.5, 2.0, 2.0, 4.5], ReferenceMetrics.AverageRanks([1, 7, 1, 1, 7]));

    [Fact]
    public void Spearman_agrees_with_the_formula_of_squared_rank_differences()
    {
        // Without ties 1 − 6 Σd²/(n(n²−1)); here the ranks are 1 3 2 5 4 and n = 5.
        double expected = 1 - 6.0 * (0 + 1 + 1 + 1 + 1) / 120;
        Assert.Equal(expected, ReferenceMetrics.Spearman([1, 2, 3, 4, 5], [10, 30, 20, 60, 31])!.Value, 1e-14);
        Assert.Equal(-1, ReferenceMetrics.Spearman([1, 2, 3], [9, 4, 1])!.Value, 1e-14);
        Assert.Null(ReferenceMetrics.Spearman([1, 2, 3], [4, 4, 4]));
    }

    [Fact]
    public void Matthew_index_looks_at_captions_alive_only()
    {
        Assert.Null(ReferenceMetrics.MatthewIndex([0.5, 0.5, 0], [1, 2, 3], 10));
        Assert.Equal(1, ReferenceMetrics.MatthewIndex([0.2, 0.3, 0.5, 0], [1, 2, 3, 9], 10)!.Value, 1e-14);
    }

    [Fact]
    public void Resolution_is_zero_for_the_prior_and_one_for_certainty()
    {
        double[] p = [0.5, 0.5];
        Assert.Equal(0, ReferenceMetrics.ReaderResolution([[0.5, 0.5], [0.5, 0.5]], p));
        Assert.Equal(1, ReferenceMetrics.ReaderResolution([[1, 0], [0, 1]], p));
        Assert.Null(ReferenceMetrics.ReaderResolution([[1, 0]], [1, 0]));
    }

    [Fact]
    public void Collapse_is_the_first_generation_under_five_percent()
    {
        Assert.Equal(2, ReferenceMetrics.CollapseTime([2, 0.1, 0.09, 3, 0.01]));
        Assert.Null(ReferenceMetrics.CollapseTime([2, 1, 0.1]));
    }
}
