using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CoEvolve.Core;

/// <summary>
/// One part of a reading: a run of neighbouring pieces of a batch, a piece being up to eight blocks of one caption. Perceives
/// its images and sums up their posteriors.
/// </summary>
/// <remarks>Scratch memory of one thread at a time.</remarks>
internal sealed class ReadingPart
{
    private const int Lanes = RandomStream.Lanes;
    private const int PieceBlocks = 8;

    private readonly PosteriorKernel _kernel;
    private readonly int _d;
    private readonly double[] _seen;
    private readonly double[] _uniforms = new double[2 * Lanes];

    public ReadingPart(CaptionWhiteners whiteners, int captions, int dimension)
    {
        _kernel = new PosteriorKernel(whiteners, captions, dimension);
        _d = dimension;
        _seen = new double[PieceBlocks * dimension * Lanes];
    }

    /// <summary>Reads part <paramref name="part"/> of <see cref="ReadingOrder.Parts"/>, forgetting what it read before.</summary>
    public void Read(in ReadingOrder order, int part)
    {
        _kernel.Reset();
        int pieces = 0;
        foreach (int count in order.Batch.Counts)
            pieces += Pieces(count);
        long from = (long)pieces * part / order.Parts, to = (long)pieces * (part + 1) / order.Parts;
        int piece = 0;
        for (int k = 0; k < order.Batch.Captions && piece < to; k++)
        {
            int ofCaption = Pieces(order.Batch.Counts[k]);
            for (int i = (int)Math.Max(0, from - piece); i < Math.Min(ofCaption, to - piece); i++)
                ReadPiece(order, k, i * PieceBlocks);
            piece += ofCaption;
        }
    }

    /// <summary>Adds what was read to totals: Σq lane by lane (K×8), and Σ(1 − ‖q‖²).</summary>
    public void AddTo(Span<double> totals, ref Vector512<double> diversity) => _kernel.AddTo(totals, ref diversity);

    private static int Pieces(int images) => (images + (PieceBlocks * Lanes) - 1) / (PieceBlocks * Lanes);

    private void ReadPiece(in ReadingOrder order, int k, int firstBlock)
    {
        int size = _d * Lanes, left = order.Batch.Counts[k] - (firstBlock * Lanes);
        int blocks = Math.Min(PieceBlocks, (left + Lanes - 1) / Lanes);
        Perceive(order, k, firstBlock, blocks, left);
        ReadOnlySpan<double> means = order.Published.Means;
        for (int block = 0; block < blocks; block += 2, left -= 2 * Lanes)
        {
            int images = Math.Min(left, 2 * Lanes);
            ref double first = ref _seen[block * size];
            ref double second = ref block + 1 < blocks ? ref _seen[(block + 1) * size] : ref first;
            if (order.Choice is StreamKey choice)
            {
                new RandomStream(choice, order.Replicate, order.Generation, k).FillUniforms(_uniforms, (long)(firstBlock + block) * Lanes);
                _kernel.Sample(means, k, ref first, ref second, images, _uniforms);
            }
            else
            {
                _kernel.Add(means, k, ref first, ref second, images);
            }
        }
    }

    // y − μ_k = δ + τε, and 0 in the padding.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Perceive(in ReadingOrder order, int k, int firstBlock, int blocks, int left)
    {
        int size = _d * Lanes;
        Span<double> seen = _seen.AsSpan(0, blocks * size);
        new RandomStream(order.Perception, order.Replicate, order.Generation, k).FillNormals(seen, (long)firstBlock * size);
        ref double y = ref MemoryMarshal.GetReference(seen);
        ref double delta = ref MemoryMarshal.GetReference(order.Batch.OfCaption(k).Slice(firstBlock * size, blocks * size));
        Vector512<double> noise = Vector512.Create(order.Noise);
        for (nuint i = 0; i < (nuint)seen.Length; i += Lanes)
            Vector512.FusedMultiplyAdd(noise, Vector512.LoadUnsafe(ref y, i), Vector512.LoadUnsafe(ref delta, i)).StoreUnsafe(ref y, i);
        if (left >= blocks * Lanes)
            return;
        Vector512<double> mask = LaneMask.Of(left - ((blocks - 1) * Lanes));
        for (nuint i = (nuint)((blocks - 1) * size); i < (nuint)seen.Length; i += Lanes)
            (Vector512.LoadUnsafe(ref y, i) & mask).StoreUnsafe(ref y, i);
    }
}
