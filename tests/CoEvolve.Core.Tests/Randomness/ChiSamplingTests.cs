using System.Runtime.Intrinsics;
using CoEvolve.Reference;

namespace CoEvolve.Core.Tests;

public sealed class ChiSamplingTests
{
    private static readonly StreamKey Key = StreamKey.Derive(9, "painter", "writer", StreamPurpose.Statistics);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(30)]
    [InlineData(1000)]
    [InlineData(100_000_000)]
    public void Accepted_candidates_follow_the_chi_square_law(int degrees)
    {
        // Forty cells of equal probability; level 1e-5.
        const int cells = 40;
        var observed = new int[cells];
        int tried = 0;
        foreach ((double chi, bool accepted, _, _) in Candidates(degrees, 8000))
        {
            tried++;
            if (accepted)
                observed[Math.Min(cells - 1, (int)(cells * Distributions.ChiSquareTail(chi * chi, degrees)))]++;
        }

        Level.AssertNotRejected(Statistics.ChiSquareGoodnessOfFit(observed, [.. Enumerable.Repeat(1.0 / cells, cells)]).PValue, $"{degrees} degrees");
        Assert.InRange(observed.Sum() / (double)tried, degrees == 1 ? 0.82 : 0.94, 1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(60)]
    public void The_short_cut_accepts_nothing_that_the_logarithms_would_reject(int degrees)
    {
        double delta = (degrees / 2.0) - (1.0 / 3);
        int accepted = 0, rejected = 0;
        foreach ((double chi, bool taken, double x, double u) in Candidates(degrees, 8000))
        {
            double root = 1 + (x / Math.Sqrt(9 * delta)), v = root * root * root;
            double right = root > 0 ? (x * x / 2) + (delta * (1 - v + Math.Log(v))) : double.NegativeInfinity;
            if (Math.Abs(Math.Log(u) - right) < 1e-12)
                continue;
            Assert.Equal(Math.Log(u) < right, taken);
            if (!taken)
            {
                rejected++;
                continue;
            }

            accepted++;
            Shapes.AssertClose(Math.Sqrt(2 * delta * v), chi, 1e-13 * chi);
        }

        Assert.True(accepted > 50_000 && rejected > 3, $"{accepted} accepted, {rejected} rejected");
    }

    private static IEnumerable<(double Chi, bool Accepted, double Normal, double Uniform)> Candidates(int degrees, int blocks)
    {
        double[] normals = new double[8], uniforms = new double[8], chi = new double[8];
        for (int i = 0; i < blocks; i++)
        {
            new RandomStream(Key, degrees, i).FillNormals(normals);
            new RandomStream(Key, degrees, i, 1).FillUniforms(uniforms);
            Vector512<double> accepted = ChiSampling.Try(Vector512.Create(normals), Vector512.Create(uniforms), Vector512.Create((double)degrees), out Vector512<double> values);
            values.CopyTo(chi);
            ulong bits = accepted.ExtractMostSignificantBits();
            for (int lane = 0; lane < 8; lane++)
                yield return (chi[lane], (bits & (1ul << lane)) != 0, normals[lane], uniforms[lane]);
        }
    }
}
