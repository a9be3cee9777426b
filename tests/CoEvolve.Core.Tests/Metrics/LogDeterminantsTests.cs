using CoEvolve.Reference;

namespace CoEvolve.Core.Tests;

public sealed class LogDeterminantsTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 3)]
    [InlineData(8, 2)]
    [InlineData(19, 16)]
    public void Each_is_the_sum_of_the_logarithms_on_the_diagonal(int captions, int d)
    {
        var random = new ReferenceRandom(931);
        foreach (double scale in new[] { 1, 1e-150, 1e-300, 1e140 })
        {
            CaptionGaussians gaussians = Shapes.Gaussians(random, captions, d, scale: scale);
            var logs = new LogDeterminants(captions);
            logs.Measure(ImageModelState.Starting(gaussians, [.. Enumerable.Repeat(ImageModelState.GivenPool, captions)]));
            for (int k = 0; k < captions; k++)
            {
                double expected = 2 * Enumerable.Range(0, d).Sum(i => Math.Log(gaussians.Factor(k)[(i * d) + i]));
                Shapes.AssertClose(expected, logs.Of(k)!.Value, 1e-15 * d * (1 + Math.Abs(expected)));
                Assert.Equal(2 * LowerTriangular.LogDiagonal(gaussians.Factor(k), d), logs.Of(k));
            }
        }
    }

    [Fact]
    public void Sizes_may_alternate_between_the_ends_of_what_a_double_can_hold()
    {
        const int d = 400;
        var factor = new double[d * d];
        for (int i = 0; i < d; i++)
            factor[(i * d) + i] = (i % 4) switch { 0 => StableMath.SmallestNormal, 1 => -1e-160, 2 => 3e50, _ => i % 8 == 3 ? double.MaxValue : 1e-300 };
        double expected = Enumerable.Range(0, d).Sum(i => Math.Log(Math.Abs(factor[(i * d) + i])));
        Shapes.AssertClose(expected, LowerTriangular.LogDiagonal(factor, d)!.Value, 1e-13 * -expected);
        foreach (double underflowed in new[] { 0, double.Epsilon, -StableMath.SmallestNormal / 2 })
        {
            factor[0] = underflowed;
            Assert.Null(LowerTriangular.LogDiagonal(factor, d));
        }
    }

    [Fact]
    public void Singular_captions_and_those_without_enough_images_have_none_and_the_model_may_change()
    {
        var gaussians = new CaptionGaussians(4, 1, new double[4], [2, 0, 3, -5]);
        var logs = new LogDeterminants(4);
        logs.Measure(new ImageModelState(gaussians, [9, 9, 1, 9], [1, 1, 1, 1]));
        Assert.Equal([true, false, false, true], Enumerable.Range(0, 4).Select(k => logs.Of(k) is not null));
        Shapes.AssertClose(2 * Math.Log(5), logs.Of(3)!.Value, 1e-15);
        logs.Measure(new ImageModelState(gaussians, [1, 9, 9, 9], [1, 1, 1, 0]));
        Assert.Equal([false, false, true, false], Enumerable.Range(0, 4).Select(k => logs.Of(k) is not null));
    }
}
