using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CoEvolve.Core;

/// <summary>How an image model makes images: innovations z ~ N(0, I), displaced by δ = A_k z.</summary>
/// <remarks>
/// <see cref="Begin(StreamKey, int, int, ReadOnlySpan{int}, ImageBatch)"/> lays out a batch and says into how many parts it
/// falls; each is made once by <see cref="DoPart"/>. A part is a run of neighbouring blocks. Image i of caption k is the same
/// whatever the counts and the parts are. Use one per image model.
/// </remarks>
public sealed class ImageMaking : IDividedWork
{
    private const int Lanes = RandomStream.Lanes;

    // Numbers that are drawn at once: few enough to stay in the nearest cache.
    private const int MostNumbers = 2048;

    private StreamKey _key;
    private int _replicate;
    private int _generation;
    private int _parts;
    private CaptionGaussians? _gaussians;
    private ImageBatch? _innovations;
    private ImageBatch? _displacements;

    /// <summary>Begins to make a batch.</summary>
    /// <param name="key">Seed, image model, who prompted it, and <see cref="StreamPurpose.Images"/>.</param>
    /// <param name="replicate">Number of the replicate.</param>
    /// <param name="generation">The generation.</param>
    /// <param name="counts">n_k, length K, each ≥ 0.</param>
    /// <param name="innovations">Will hold z.</param>
    /// <returns>The number of parts.</returns>
    /// <remarks>All parts together O(N·d). One stream a caption.</remarks>
    public int Begin(StreamKey key, int replicate, int generation, ReadOnlySpan<int> counts, ImageBatch innovations)
    {
        ArgumentNullException.ThrowIfNull(innovations);
        innovations.Layout(counts);
        _key = key;
        _replicate = replicate;
        _generation = generation;
        _innovations = innovations;
        _gaussians = null;
        _displacements = null;
        int d = innovations.Dimension;

        // A normal costs about as much as sixteen multiply-adds.
        return _parts = WorkParts.Of((long)innovations.Blocks * d * (16 + d));
    }

    /// <summary>Begins to make a batch whose displacements are wanted too.</summary>
    /// <param name="key">Seed, image model, who prompted it, and <see cref="StreamPurpose.Images"/>.</param>
    /// <param name="replicate">Number of the replicate.</param>
    /// <param name="generation">The generation.</param>
    /// <param name="counts">n_k, length K, each ≥ 0.</param>
    /// <param name="innovations">Will hold z.</param>
    /// <param name="gaussians">μ and A; must not change until all parts are done.</param>
    /// <param name="displacements">Will hold δ; other than <paramref name="innovations"/>.</param>
    /// <returns>The number of parts.</returns>
    /// <remarks>All parts together O(N·d²/2).</remarks>
    public int Begin(StreamKey key, int replicate, int generation, ReadOnlySpan<int> counts, ImageBatch innovations, CaptionGaussians gaussians, ImageBatch displacements)
    {
        ArgumentNullException.ThrowIfNull(gaussians);
        ArgumentNullException.ThrowIfNull(displacements);
        int parts = Begin(key, replicate, generation, counts, innovations);
        displacements.Layout(counts);
        _gaussians = gaussians;
        _displacements = displacements;
        return parts;
    }

    /// <inheritdoc/>
    public void DoPart(int part)
    {
        ImageBatch batch = _innovations!;
        int first = WorkParts.Start(batch.Blocks, part, _parts), last = WorkParts.Start(batch.Blocks, part + 1, _parts);
        for (int most = Math.Max(1, MostNumbers / (batch.Dimension * Lanes)); first < last; first += most)
        {
            int end = Math.Min(first + most, last);
            DrawInnovations(_key, _replicate, _generation, batch, first, end);
            if (_displacements is not null)
                Displace(_gaussians!, batch, _displacements, first, end);
        }
    }

    /// <summary>Draws the innovations of a batch, all parts in one.</summary>
    /// <param name="key">Seed, image model, who prompted it, and <see cref="StreamPurpose.Images"/>.</param>
    /// <param name="replicate">Number of the replicate.</param>
    /// <param name="generation">The generation.</param>
    /// <param name="innovations">Laid out; overwritten.</param>
    public static void DrawInnovations(StreamKey key, int replicate, int generation, ImageBatch innovations)
    {
        ArgumentNullException.ThrowIfNull(innovations);
        DrawInnovations(key, replicate, generation, innovations, 0, innovations.Blocks);
    }

    /// <summary>δ = A_k z for every image of a batch, all parts in one.</summary>
    /// <param name="gaussians">μ and A.</param>
    /// <param name="innovations">z.</param>
    /// <param name="displacements">Another batch; overwritten.</param>
    public static void Displace(CaptionGaussians gaussians, ImageBatch innovations, ImageBatch displacements)
    {
        ArgumentNullException.ThrowIfNull(gaussians);
        ArgumentNullException.ThrowIfNull(innovations);
        ArgumentNullException.ThrowIfNull(displacements);
        displacements.Layout(innovations.Counts);
        Displace(gaussians, innovations, displacements, 0, innovations.Blocks);
    }

    // Uniforms stream by stream, then normals of all of them.
    private static void DrawInnovations(StreamKey key, int replicate, int generation, ImageBatch batch, int first, int last)
    {
        foreach (CaptionRun run in batch.Runs(first, last))
        {
            long from = (long)(run.First - batch.FirstBlock(run.Caption)) * batch.Dimension * Lanes;
            new RandomStream(key, replicate, generation, run.Caption).FillUniforms(batch.OfBlocks(run.First, run.Last), from);
        }

        RandomStream.ToNormals(batch.OfBlocks(first, last));
    }

    private static void Displace(CaptionGaussians gaussians, ImageBatch innovations, ImageBatch displacements, int first, int last)
    {
        foreach (CaptionRun run in innovations.Runs(first, last))
        {
            Displace(
                ref MemoryMarshal.GetReference(gaussians.Factor(run.Caption)),
                innovations.OfBlocks(run.First, run.Last),
                ref MemoryMarshal.GetReference(displacements.OfBlocks(run.First, run.Last)),
                innovations.Dimension);
        }
    }

    // Two blocks at a time; a last single one is done twice over, and stored once.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Displace(ref double factor, Span<double> innovations, ref double displacements, int d)
    {
        int size = d * Lanes;
        for (int start = 0; start < innovations.Length; start += 2 * size)
        {
            ref double z = ref innovations[start];
            ref double delta = ref Unsafe.Add(ref displacements, start);
            bool alone = start + size == innovations.Length;
            ref double secondZ = ref Unsafe.Add(ref z, alone ? 0 : size);
            ref double secondDelta = ref Unsafe.Add(ref delta, alone ? 0 : size);
            int a = 0;
            for (; a + 4 <= d; a += 4)
            {
                TriangularBlocks.FourRows(
                    ref factor, d, a, ref z, ref secondZ,
                    out Vector512<double> x0, out Vector512<double> x1, out Vector512<double> x2, out Vector512<double> x3,
                    out Vector512<double> y0, out Vector512<double> y1, out Vector512<double> y2, out Vector512<double> y3);
                nuint at = (nuint)(a * Lanes);
                x0.StoreUnsafe(ref delta, at);
                x1.StoreUnsafe(ref delta, at + 8);
                x2.StoreUnsafe(ref delta, at + 16);
                x3.StoreUnsafe(ref delta, at + 24);
                y0.StoreUnsafe(ref secondDelta, at);
                y1.StoreUnsafe(ref secondDelta, at + 8);
                y2.StoreUnsafe(ref secondDelta, at + 16);
                y3.StoreUnsafe(ref secondDelta, at + 24);
            }

            for (; a < d; a++)
            {
                TriangularBlocks.OneRow(ref factor, d, a, ref z, ref secondZ, out Vector512<double> x, out Vector512<double> y);
                x.StoreUnsafe(ref delta, (nuint)(a * Lanes));
                y.StoreUnsafe(ref secondDelta, (nuint)(a * Lanes));
            }
        }
    }
}
