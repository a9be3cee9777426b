using CoEvolve.Reference;

namespace CoEvolve.Core.Tests;

public sealed class RandomStreamTests
{
    private const int Many = 200_000;

    private static readonly StreamKey Key = StreamKey.Derive(42, "painter", "writer", StreamPurpose.Images);

    [Fact]
    public void Any_slice_of_a_stream_equals_that_part_of_the_whole()
    {
        var stream = new RandomStream(Key, replicate: 3, generation: 7, block: 2);
        double[] uniforms = new double[1000], normals = new double[1000];
        stream.FillUniforms(uniforms);
        stream.FillNormals(normals);
        foreach (int first in new[] { 0, 8, 48, 336, 992 })
        {
            foreach (int length in new[] { 8, 16, 136 })
            {
                int count = Math.Min(length, 1000 - first);
                var part = new double[count];
                stream.FillNormals(part, first);
                Assert.Equal(Bits.Of(normals[first..(first + count)]), Bits.Of(part));
                var odd = new double[count - 3];
                stream.FillUniforms(odd, first);
                Assert.Equal(Bits.Of(uniforms[first..(first + count - 3)]), Bits.Of(odd));
            }
        }
    }

    [Fact]
    public void Numbers_far_into_a_stream_go_on_in_steps_of_two_a_counter()
    {
        // 2^32 numbers in: the position passes 2^31 without a seam.
        var stream = new RandomStream(Key, 0, 0);
        var across = new double[32];
        var after = new double[16];
        stream.FillUniforms(across, (1L << 32) - 16);
        stream.FillUniforms(after, 1L << 32);
        Assert.Equal(across[16..], after);
        Assert.Equal(32, across.Distinct().Count());
    }

    [Fact]
    public void A_stream_of_normals_takes_whole_groups_only() =>
        Assert.Throws<ArgumentException>(() => new RandomStream(Key, 0, 0).FillNormals(new double[9]));

    [Fact]
    public void Streams_that_differ_in_anything_are_unrelated()
    {
        // Pairwise correlations of 4,000 uniforms: 66 pairs at 2e-7 each, 1e-5 in all.
        double[][] streams = [.. Different().Select(s => Uniforms(s, 4000))];
        for (int i = 0; i < streams.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                Assert.Empty(streams[i].Intersect(streams[j]));
                Assert.InRange(Correlation(streams[i], streams[j]) * Math.Sqrt(4000), -5.2, 5.2);
            }
        }
    }

    [Fact]
    public void A_stream_depends_on_names_and_numbers_alone()
    {
        var again = new RandomStream(StreamKey.Derive(42, "pain" + "ter", "writer", StreamPurpose.Images), 3, 7, 2);
        Assert.Equal(Uniforms(new RandomStream(Key, 3, 7, 2), 64), Uniforms(again, 64));
    }

    [Fact]
    public void Names_and_purposes_never_share_a_key()
    {
        string[] names = ["", "a", "b", "ab", "a/corpus", "painter", "writer", "画家", "painter for writer"];
        var keys = new HashSet<ulong>();
        int made = 0;
        foreach (ulong seed in new ulong[] { 0, 1, 2, ulong.MaxValue, 0x9E3779B97F4A7C15 })
        {
            foreach (string actor in names)
            {
                foreach (string partner in names)
                {
                    foreach (StreamPurpose purpose in Enum.GetValues<StreamPurpose>())
                    {
                        keys.Add(StreamKey.Derive(seed, actor, partner, purpose).Value);
                        made++;
                    }
                }
            }
        }

        Assert.Equal(made, keys.Count);
    }

    [Fact]
    public void Uniforms_are_odd_multiples_of_two_to_the_minus_53_and_evenly_spread()
    {
        double[] u = Uniforms(new RandomStream(Key, 0, 0), Many);
        Assert.All(u.Take(1000), x => Assert.Equal(1, Math.ScaleB(x, 53) % 2));
        Assert.InRange(u.Min(), double.Epsilon, 1e-3);
        Assert.InRange(u.Max(), 1 - 1e-3, 1 - Math.ScaleB(1, -53));
        var cells = new int[1000];
        foreach (double x in u)
            cells[(int)(x * 1000)]++;
        Level.AssertNotRejected(Statistics.ChiSquareGoodnessOfFit(cells, Even(1000)).PValue);
        Assert.InRange(Correlation(u[..^1], u[1..]) * Math.Sqrt(Many), -Level.Z, Level.Z);
        foreach (int lag in new[] { 4, 8, 16 }) // the two halves of a group, and neighbouring groups
            Assert.InRange(Correlation(u[..^lag], u[lag..]) * Math.Sqrt(Many), -Level.Z, Level.Z);
    }

    [Fact]
    public void Pairs_of_uniforms_fill_the_square()
    {
        double[] u = Uniforms(new RandomStream(Key, 1, 0), Many);
        var cells = new int[400];
        for (int i = 0; i + 8 <= Many; i += 8)
            cells[((int)(u[i] * 20) * 20) + (int)(u[i + 4] * 20)]++; // both words of one counter
        Level.AssertNotRejected(Statistics.ChiSquareGoodnessOfFit(cells, Even(400)).PValue);
    }

    [Fact]
    public void Normals_follow_the_normal_law()
    {
        double[] z = Normals(new RandomStream(Key, 0, 1), Many);
        double[] sorted = [.. z.Order()];
        double distance = 0;
        for (int i = 0; i < Many; i++)
        {
            double cdf = Distributions.NormalCdf(sorted[i]);
            distance = Math.Max(distance, Math.Max(cdf - ((double)i / Many), ((i + 1.0) / Many) - cdf));
        }

        Level.AssertNotRejected(Distributions.KolmogorovTail(distance * Math.Sqrt(Many)));
        Level.AssertMean(z, 0);
        Level.AssertMean(z.Select(x => x * x), 1);
        Level.AssertMean(z.Select(x => x * x * x), 0);
        Level.AssertMean(z.Select(x => x * x * x * x), 3);
    }

    [Fact]
    public void The_two_normals_of_a_pair_are_independent()
    {
        // Box and Muller make them from one radius, so their squares would show a flaw first.
        double[] z = Normals(new RandomStream(Key, 0, 2), Many);
        double[] x = [.. Enumerable.Range(0, Many).Where(i => i % 8 < 4).Select(i => z[i])];
        double[] y = [.. Enumerable.Range(0, Many).Where(i => i % 8 >= 4).Select(i => z[i])];
        Level.AssertMean(x.Zip(y, (a, b) => a * b), 0);
        Level.AssertMean(x.Zip(y, (a, b) => a * a * b * b), 1);
        Level.AssertMean(x.Zip(y, (a, b) => a * a * b), 0);
        Level.AssertMean(z[..^1].Zip(z[1..], (a, b) => a * b), 0);
    }

    [Fact]
    public void Normals_reach_into_the_tails_as_often_as_they_should()
    {
        double[] z = Normals(new RandomStream(Key, 0, 3), 1_000_000);
        double beyond = 2 * Distributions.NormalCdf(-4);
        Level.AssertMean(z.Select(x => Math.Abs(x) > 4 ? 1.0 : 0), beyond);
        Assert.True(z.Max(Math.Abs) < 8.6);
    }

    private static RandomStream[] Different() =>
    [
        new(Key, 0, 0, 0), new(Key, 1, 0, 0), new(Key, 0, 1, 0), new(Key, 0, 0, 1), new(Key, 2, 0, 0), new(Key, 0, 2, 0), new(Key, 0, 0, 2),
        new(StreamKey.Derive(43, "painter", "writer", StreamPurpose.Images), 0, 0, 0),
        new(StreamKey.Derive(42, "painter2", "writer", StreamPurpose.Images), 0, 0, 0),
        new(StreamKey.Derive(42, "painter", "writer2", StreamPurpose.Images), 0, 0, 0),
        new(StreamKey.Derive(42, "writer", "painter", StreamPurpose.Images), 0, 0, 0),
        new(StreamKey.Derive(42, "painter", "writer", StreamPurpose.Perception), 0, 0, 0),
    ];

    private static double[] Uniforms(RandomStream stream, int count)
    {
        var result = new double[count];
        stream.FillUniforms(result);
        return result;
    }

    private static double[] Normals(RandomStream stream, int count)
    {
        var result = new double[count];
        stream.FillNormals(result);
        return result;
    }

    private static double[] Even(int cells) => [.. Enumerable.Repeat(1.0 / cells, cells)];

    private static double Correlation(double[] x, double[] y)
    {
        double meanX = x.Average(), meanY = y.Average();
        double xy = x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum();
        return xy / Math.Sqrt(x.Sum(a => (a - meanX) * (a - meanX)) * y.Sum(b => (b - meanY) * (b - meanY)));
    }
}
