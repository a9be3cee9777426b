using System.Runtime.Intrinsics;

namespace CoEvolve.Core;

/// <summary>
/// Draws what the innovations of a batch of images come to, without the images: z̄ ~ N(0, I/n) and the root of a Wishart
/// matrix of n − 1 degrees.
/// </summary>
/// <remarks>
/// Source: Bartlett, "On the theory of statistical regression" (1933). L has independent standard normals below its diagonal
/// and χ of n − 1, n − 2, … degrees on it; where n − 1 &lt; d it is a lower trapezoid of n − 1 columns. Eight captions are
/// drawn at a time, a caption a lane, from one stream a block. A lane whose candidate for a χ was rejected takes the next
/// one from a place that depends on nothing but its column and its number, so what a caption gets never depends on others.
/// </remarks>
public static class BartlettSampling
{
    private const int Lanes = RandomStream.Lanes;

    /// <summary>Draws the statistics of a batch.</summary>
    /// <param name="key">Seed, image model, who prompted it, and <see cref="StreamPurpose.Statistics"/>.</param>
    /// <param name="counts">n_k, length K, each ≥ 0.</param>
    /// <param name="statistics">K captions in d dimensions; overwritten.</param>
    /// <remarks>O(K·d²), whatever the counts are: about 1.1 candidates a χ.</remarks>
    public static void Draw(StreamKey key, int replicate, int generation, ReadOnlySpan<int> counts, InnovationStatistics statistics)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        counts.CopyTo(statistics.Counts);
        statistics.Align();
        for (int block = 0; block < statistics.Blocks; block++)
        {
            Vector256<int> images = CountLanes.Load(counts, block * Lanes);
            if (images == Vector256<int>.Zero)
                statistics.Block(block).Clear();
            else
                DrawBlock(new RandomStream(key, replicate, generation, block), CountLanes.ToDouble(images), statistics.Block(block), statistics.Dimension);
        }
    }

    // Every number of the block starts as a normal in its place; those on the diagonal of L are the first candidates.
    private static void DrawBlock(RandomStream stream, Vector512<double> images, Span<double> rows, int d)
    {
        stream.FillNormals(rows);
        Vector512<double> any = Vector512.GreaterThan(images, Vector512<double>.Zero);
        Vector512<double> spread = Vector512<double>.One / Vector512.Sqrt(images);
        for (int a = 0; a < d; a++)
        {
            Span<double> row = rows[(a * Lanes)..];
            ((Vector512.Create<double>(row) * spread) & any).CopyTo(row);
        }

        Span<double> root = rows[(d * Lanes)..];
        Span<double> uniforms = stackalloc double[2 * Lanes];
        for (int b = 0; b < d; b++)
        {
            if (b % 2 == 0)
                stream.FillUniforms(uniforms, rows.Length + (b * Lanes));
            Vector512<double> degrees = images - Vector512.Create(b + 1.0);
            Vector512<double> alive = Vector512.GreaterThan(degrees, Vector512<double>.Zero);
            Span<double> diagonal = root[((InnovationStatistics.RootRow(b) + b) * Lanes)..];
            Vector512<double> candidate = Vector512.Create<double>(diagonal);
            Vector512<double> accepted = ChiSampling.Try(candidate, Vector512.Create<double>(uniforms[(b % 2 * Lanes)..]), degrees, out Vector512<double> chi);
            Vector512<double> pending = Vector512.AndNot(alive, accepted);
            if (!Vector512.EqualsAll(pending.AsInt64(), Vector512<long>.Zero))
                chi = Retry(stream, RetriesFrom(rows.Length, d) + (2 * Lanes * b), 2 * Lanes * d, degrees, pending, chi);
            (chi & alive).CopyTo(diagonal);
            for (int a = b + 1; a < d; a++)
            {
                Span<double> row = root[((InnovationStatistics.RootRow(a) + b) * Lanes)..];
                (Vector512.Create<double>(row) & alive).CopyTo(row);
            }
        }
    }

    // After the block's normals and a uniform for each column, which come in pairs of rows.
    private static long RetriesFrom(int normals, int d) => normals + (2L * Lanes * ((d + 1) / 2));

    // Candidate after candidate for the lanes that have none yet: a row of normals and one of uniforms each.
    private static Vector512<double> Retry(
        RandomStream stream, long first, int stride, Vector512<double> degrees, Vector512<double> pending, Vector512<double> chi)
    {
        Span<double> numbers = stackalloc double[2 * Lanes];
        while (!Vector512.EqualsAll(pending.AsInt64(), Vector512<long>.Zero))
        {
            stream.FillNormals(numbers[..Lanes], first);
            stream.FillUniforms(numbers[Lanes..], first + Lanes);
            Vector512<double> accepted = ChiSampling.Try(
                Vector512.Create<double>(numbers), Vector512.Create<double>(numbers[Lanes..]), degrees, out Vector512<double> candidate);
            chi = Vector512.ConditionalSelect(pending & accepted, candidate, chi);
            pending = Vector512.AndNot(pending, accepted);
            first += stride;
        }

        return chi;
    }
}
