using CoEvolve.Reference;

namespace CoEvolve.Core.Tests;

public sealed class SquaredNormTests
{
    [Fact]
    public void Every_element_counts_once_whatever_the_length()
    {
        // Squares of small whole numbers add up without rounding, in any order.
        for (int length = 1; length <= 40; length++)
        {
            double[] x = [.. Enumerable.Range(1, length).Select(i => (double)i)], y = [.. x.Select(i => -2 * i)];
            double squares = length * (length + 1.0) * ((2 * length) + 1) / 6;
            Assert.Equal(squares, SquaredNorm.Of(x));
            Assert.Equal(9 * squares, SquaredNorm.OfDifference(x, y));
        }
    }

    [Fact]
    public void A_difference_of_nothing_is_nothing()
    {
        double[] x = new ReferenceRandom(930).NextNormals(21);
        Assert.Equal(0, SquaredNorm.OfDifference(x, x));
        Assert.Equal(SquaredNorm.Of(x), SquaredNorm.OfDifference(x, new double[21]));
    }
}
