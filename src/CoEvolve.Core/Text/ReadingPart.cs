using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CoEvolve.Core;

/// <summary>One part of a reading: a run of neighbouring blocks of a batch. Perceives its images and sums up their posteriors.</summary>
/// <remarks>Scratch memory of one thread at a time.</remarks>
internal sealed class ReadingPart
{
    private const int Lanes = RandomStream.Lanes;

    // Blocks that are perceived at once: enough to keep the processor busy, few enough to stay in its nearest cache.
    private const int MostBlocks = 16;

    private readonly PosteriorKernel _kernel;
    private readonly int _blockSize;
    private readonly double[] _seen;
    private readonly double[] _uniforms = new double[2 * Lanes];

    public ReadingPart(CaptionWhiteners whiteners, int captions, int dimension)
    {
        _kernel = new PosteriorKernel(whiteners, captions, dimension);
        _blockSize = dimension * Lanes;
        _seen = new double[MostBlocks * _blockSize];
    }

    /// <summary>Reads part <paramref name="part"/> of <see cref="ReadingOrder.Parts"/>, forgetting what it read before.</summary>
    public void Read(in ReadingOrder order, int part)
    {
        _kernel.Reset();
        int first = WorkParts.Start(order.Batch.Blocks, part, order.Parts), end = WorkParts.Start(order.Batch.Blocks, part + 1, order.Parts);
        for (; first < end; first += MostBlocks)
        {
            int last = Math.Min(first + MostBlocks, end);
            Perceive(order, first, last);
            foreach (CaptionRun run in order.Batch.Runs(first, last))
            {
                for (int block = run.First; block < run.Last; block += 2)
                    Infer(order, run.Caption, block, ref _seen[(block - first) * _blockSize], alone: block + 1 == run.Last);
            }
        }
    }

    /// <summary>Adds what was read to totals: Σq lane by lane (K×8), and Σ(1 − ‖q‖²).</summary>
    public void AddTo(Span<double> totals, ref Vector512<double> diversity) => _kernel.AddTo(totals, ref diversity);

    // y − μ_k = δ + τε.
    private void Perceive(in ReadingOrder order, int first, int last)
    {
        Span<double> seen = _seen.AsSpan(0, (last - first) * _blockSize);
        foreach (CaptionRun run in order.Batch.Runs(first, last))
        {
            new RandomStream(order.Perception, order.Replicate, order.Generation, run.Caption).FillUniforms(
                seen.Slice((run.First - first) * _blockSize, (run.Last - run.First) * _blockSize),
                (long)(run.First - order.Batch.FirstBlock(run.Caption)) * _blockSize);
        }

        RandomStream.ToNormals(seen);
        ref double y = ref MemoryMarshal.GetReference(seen);
        ref double delta = ref MemoryMarshal.GetReference(order.Batch.OfBlocks(first, last));
        Vector512<double> noise = Vector512.Create(order.Noise);
        for (nuint i = 0; i < (nuint)seen.Length; i += Lanes)
            Vector512.FusedMultiplyAdd(noise, Vector512.LoadUnsafe(ref y, i), Vector512.LoadUnsafe(ref delta, i)).StoreUnsafe(ref y, i);
    }

    // Two blocks of a caption, or one alone.
    private void Infer(in ReadingOrder order, int caption, int block, ref double seen, bool alone)
    {
        int inCaption = block - order.Batch.FirstBlock(caption);
        int images = Math.Min(order.Batch.Counts[caption] - (inCaption * Lanes), alone ? Lanes : 2 * Lanes);
        ref double second = ref Unsafe.Add(ref seen, alone ? 0 : _blockSize);
        ClearPadding(ref second, alone ? images : images - Lanes);
        ReadOnlySpan<double> means = order.Published.Means;
        if (order.Choice is StreamKey choice)
        {
            new RandomStream(choice, order.Replicate, order.Generation, caption).FillUniforms(_uniforms, (long)inCaption * Lanes);
            _kernel.Sample(means, caption, ref seen, ref second, images, _uniforms);
        }
        else
        {
            _kernel.Add(means, caption, ref seen, ref second, images);
        }
    }

    // What stands in the padding may be anything; here it must not spoil a comparison.
    private void ClearPadding(ref double block, int images)
    {
        if (images >= Lanes)
            return;
        Vector512<double> mask = LaneMask.Of(images);
        for (nuint i = 0; i < (nuint)_blockSize; i += Lanes)
            (Vector512.LoadUnsafe(ref block, i) & mask).StoreUnsafe(ref block, i);
    }
}
