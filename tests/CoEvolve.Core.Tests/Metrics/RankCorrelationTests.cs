using CoEvolve.Reference;

namespace CoEvolve.Core.Tests;

public sealed class RankCorrelationTests
{
    [Fact]
    public void Spearman_is_the_references_with_and_without_ties()
    {
        var random = new ReferenceRandom(910);
        var ranks = new RankCorrelation(30);
        for (int trial = 0; trial < 500; trial++)
        {
            int n = 1 + (trial % 30), levels = 1 + (trial % 6);
            double[] x = random.NextNormals(n), y = random.NextNormals(n);
            if (trial % 2 == 0)
                (x, y) = ([.. x.Select(v => Math.Round(v * levels))], [.. y.Select(v => Math.Round(v * levels))]);
            double? expected = ReferenceMetrics.Spearman(x, y), actual = ranks.Spearman(x, y);
            Assert.Equal(expected is null, actual is null);
            if (expected is double value)
                Shapes.AssertClose(value, actual!.Value, 1e-13);
        }
    }

    [Fact]
    public void Order_alone_counts()
    {
        var ranks = new RankCorrelation(4);
        Assert.Equal(1, ranks.Spearman([1e-300, 2, 3, 1e300], [-4, -3, -2, -1]));
        Assert.Equal(-1, ranks.Spearman([1, 2, 3], [3, 2, 1]));
        Assert.Null(ranks.Spearman([1, 1, 1], [3, 2, 1]));
        Assert.Null(ranks.Spearman([1], [3]));
        Assert.Null(ranks.Spearman([0.0, -0.0], [3, 1])); // equal, whatever their bits
    }
}
