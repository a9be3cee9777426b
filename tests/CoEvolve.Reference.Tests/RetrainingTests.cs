namespace CoEvolve.Reference.Tests;

public sealed class RetrainingTests
{
    [Fact]
    public void Soft_estimate_is_the_mean_posterior_and_count_estimate_the_shares()
    {
        double[] soft = ReferenceTextRetraining.SoftEstimate([[0.9, 0.1], [0.3, 0.7]]);
        Assert.Equal(0.6, soft[0], 1e-15);
        Assert.Equal([0.25, 0.75], ReferenceTextRetraining.CountEstimate([5, 15]));
    }

    [Fact]
    public void Text_retraining_mixes_old_weights_images_and_corpus()
    {
        // N = 6, M = 2, η = ½: target (6·0.5 + 2)/8 = 0.625, and half way from 0.2 to it.
        double[] p = ReferenceTextRetraining.Retrain([0.2, 0.8], [0.5, 0.5], 6, [2, 0], 0.5);
        Assert.Equal(0.4125, p[0], 1e-15);
        Assert.Equal(0.5875, p[1], 1e-15);
    }

    [Fact]
    public void A_dead_caption_is_revived_by_the_corpus_alone()
    {
        Assert.Equal(0, ReferenceTextRetraining.Retrain([1, 0], [1, 0], 10, [0, 0], 1)[1]);
        Assert.Equal(1.0 / 11, ReferenceTextRetraining.Retrain([1, 0], [1, 0], 10, [0, 1], 1)[1], 1e-15);
    }

    [Theory]
    [InlineData(false, 0.25)]
    [InlineData(true, 0.5)]
    public void Two_images_give_the_covariance_of_their_estimator(bool unbiased, double expected)
    {
        (double[] mean, double[,] covariance) =
            ReferenceImageRetraining.Retrain([9, 9], Matrices.Identity(2), [[0, 2], [1, 2]], [], 1, unbiased);
        Assert.Equal([0.5, 2.0], mean);
        Assert.Equal(expected, covariance[0, 0], 1e-15);
        Assert.Equal(0, covariance[0, 1]);
        Assert.Equal(0, covariance[1, 1]);
    }

    [Fact]
    public void A_partial_step_is_the_covariance_of_the_mixture_of_old_model_and_sample()
    {
        // One dimension, μ = 0, Σ = 1; images 1, 3: mean 2, S = 1. η = ¼: second moment ¾·1 + ¼·(4+1), mean ½.
        (double[] mean, double[,] covariance) =
            ReferenceImageRetraining.Retrain([0], Scenes.Scalar(1), [[1]], [[3]], 0.25, false);
        Assert.Equal(0.5, mean[0], 1e-15);
        Assert.Equal(0.75 + 0.25 * 5 - 0.25, covariance[0, 0], 1e-15);
    }

    [Fact]
    public void A_pool_under_two_images_changes_nothing_and_users_alone_train()
    {
        double[] mu = [1, 2];
        double[,] sigma = Matrices.Diagonal(3, 4);
        (double[] kept, double[,] keptSigma) = ReferenceImageRetraining.Retrain(mu, sigma, [[7, 7]], [], 1, false);
        Assert.Equal(mu, kept);
        Assert.Equal(sigma, keptSigma);
        (double[] users, double[,] _) = ReferenceImageRetraining.Retrain(mu, sigma, [], [[0, 0], [2, 2]], 1, false);
        Assert.Equal([1.0, 1.0], users);
    }
}
