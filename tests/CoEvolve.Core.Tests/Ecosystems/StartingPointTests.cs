namespace CoEvolve.Core.Tests;

public sealed class StartingPointTests
{
    [Fact]
    public void Users_cannot_give_a_singular_start_more_rank_than_it_had()
    {
        // Σ₀ of rank 1 by linear dependence: user images lie on the same line as the model's own, so ln det stays absent.
        World world = World.OneCaption(10, 2, 30, 1600) with { Start = new CaptionGaussians(1, 2, [0, 0], [1, 0, 1, 0]), Users = 5 };
        Assert.All(world.Run(0).Image, m => Assert.Null(m.LogDet));
    }

    [Theory]
    [InlineData(1e200, 0)]
    [InlineData(1e-120, 0)]
    [InlineData(1, 1e200)]
    [InlineData(1, -1e60)]
    public void A_start_whose_measures_would_overflow_is_refused(double deviation, double mean)
    {
        World world = World.OneCaption(10, 1, 3, 1601) with { Start = new CaptionGaussians(1, 1, [mean], [deviation]) };
        Assert.Throws<ArgumentException>(world.Spec);
    }

    [Theory]
    [InlineData(1e49, 0)]
    [InlineData(1e-49, 1e49)]
    [InlineData(1, -1e49)]
    public void The_largest_and_smallest_allowed_starts_stay_finite(double deviation, double mean)
    {
        World world = World.OneCaption(10, 1, 200, 1602) with { Start = new CaptionGaussians(1, 1, [mean], [deviation]), Users = 2, Noise = 1e49, TextFrozen = false };
        Recorded run = world.Run(0);
        Assert.All(run.Image, m => Assert.True(double.IsFinite(m.Diversity + m.FidelityError + m.FrechetDistance + m.BetweenVariance + m.WithinVariance)));
    }

    [Fact]
    public void Perception_noise_beyond_all_images_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>((World.OneCaption(10, 1, 3, 1603) with { Noise = 1e300 }).Spec);

    [Fact]
    public void User_images_whose_measures_would_overflow_are_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new UserImagePool(1, [[1e60, 2]]));
}
