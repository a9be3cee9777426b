using CoEvolve.Reference;

namespace CoEvolve.Core.Tests;

// The rank is tracked by counting; here it is held against the rank of the covariance itself.
public sealed class RankTests
{
    [Theory]
    [InlineData(1.0)]
    [InlineData(0.5)]
    public void The_tracked_rank_is_that_of_the_references_covariance(double rate)
    {
        ulong seed = 600;
        foreach (int d in new[] { 1, 2, 3, 5 })
        {
            foreach (int own in new[] { 0, 1, 2, 3, 4, 6, 9 })
            {
                foreach (int users in new[] { 0, 1, 2, 3, 5, 7 })
                {
                    if (own + users < 2)
                        continue;
                    var one = new TrainingCase(d, [own], users, rate, CovarianceEstimator.MaximumLikelihood, seed++);
                    int rank = Rank(one.ByReference().Covariance);
                    Assert.Equal(rank, one.Train().Ranks[0]);
                    Assert.Equal(rank, one.TrainOnStatistics().Ranks[0]);
                }
            }
        }
    }

    [Fact]
    public void Lost_rank_stays_lost_under_own_images_and_comes_back_one_dimension_a_user_image()
    {
        var one = new TrainingCase(3, [2], 0, 1, CovarianceEstimator.MaximumLikelihood, 700);
        one.Current = one.Train();
        Assert.Equal(1, one.Current.Ranks[0]);
        ulong seed = 701;
        foreach ((int own, int users, int rank) in new[] { (50, 0, 1), (4, 0, 1), (50, 1, 2), (50, 1, 3), (50, 0, 3), (3, 0, 2), (2, 1, 2), (0, 3, 2), (0, 4, 3) })
        {
            var next = new TrainingCase(3, [own], users, 1, CovarianceEstimator.MaximumLikelihood, seed++) { Current = one.Current };
            double[,] expected = next.ByReference().Covariance;
            one.Current = next.Train();
            Assert.Equal(rank, one.Current.Ranks[0]);
            Assert.Equal(rank, Rank(expected));
            Assert.Equal(rank == 3 && own + users > 3, one.Current.HasLogDet(0));
        }
    }

    [Fact]
    public void Log_determinants_are_withheld_in_the_generations_that_the_reference_withholds_them()
    {
        // Random pool sizes for 300 generations, with users now and then.
        var random = new ReferenceRandom(702);
        const int d = 3;
        var state = ImageModelState.Starting(CaptionGaussians.WithUnitCovariance(1, d, new double[d]), [ImageModelState.GivenPool]);
        int rank = d, withheld = 0;
        for (int t = 0; t < 300; t++)
        {
            int own = (int)(8 * random.NextUniform()), users = t % 3 == 0 ? (int)(4 * random.NextUniform()) : 0;
            var step = new TrainingCase(d, [own], users, 1, CovarianceEstimator.MaximumLikelihood, 800 + (ulong)t) { Current = state };
            state = step.Train();
            if (own + users < 2)
                continue;
            rank = Math.Min(d, own == 0 ? users - 1 : Math.Min(own - 1, rank) + users);
            Assert.Equal(rank, state.Ranks[0]);
            Assert.Equal(rank == d && own + users >= d + 1, state.HasLogDet(0));
            withheld += state.HasLogDet(0) ? 0 : 1;
        }

        Assert.InRange(withheld, 50, 290);
    }

    [Fact]
    public void Given_Gaussians_have_full_rank_but_for_exact_zeros()
    {
        var gaussians = new CaptionGaussians(2, 2, new double[4], [1, 0, 3, 1e-200, 1, 0, 3, 0]);
        Assert.Equal([2, 1], ImageModelState.Starting(gaussians, [5, 5]).Ranks);
    }

    private static int Rank(double[,] covariance)
    {
        double[] values = SymmetricEigen.Decompose(covariance).Values;
        return values.Count(value => value > 1e-10 * values.Max());
    }
}
