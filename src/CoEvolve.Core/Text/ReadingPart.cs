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
    private readonly SeenBlock[] _blocks = new SeenBlock[MostBlocks];
    private readonly int[] _blockOfCaption = new int[MostBlocks];
    private readonly double[] _uniforms = new double[Lanes];

    public ReadingPart(CaptionWhiteners whiteners, int captions, int dimension)
    {
        _kernel = new PosteriorKernel(whiteners, captions, dimension);
        _blockSize = dimension * Lanes;
        _seen = LineAligned.Allocate(MostBlocks * _blockSize);
    }

    /// <summary>Reads one round's share of part <paramref name="part"/>; in the first round it forgets what it read before.</summary>
    /// <remarks>Shares end where blocks are perceived anew anyway, so rounds change no bit.</remarks>
    public void Read(in ReadingOrder order, int part)
    {
        if (order.Round == 0)
            _kernel.Reset();
        int start = WorkParts.Start(order.Batch.Blocks, part, order.Parts), length = WorkParts.Start(order.Batch.Blocks, part + 1, order.Parts) - start;
        int steps = (length + MostBlocks - 1) / MostBlocks;
        int first = start + (WorkParts.Start(steps, order.Round, order.Rounds) * MostBlocks);
        int end = start + Math.Min(WorkParts.Start(steps, order.Round + 1, order.Rounds) * MostBlocks, length);
        for (; first < end; first += MostBlocks)
        {
            int last = Math.Min(first + MostBlocks, end);
            Span<double> seen = LineAligned.Span(_seen)[..((last - first) * _blockSize)];
            Perceive(order, first, last, seen);
            Infer(order, last - first, ref MemoryMarshal.GetReference(seen));
        }
    }

    /// <summary>Adds what was read to totals: Σq lane by lane (K×8), and Σ(1 − ‖q‖²).</summary>
    public void AddTo(Span<double> totals, ref Vector512<double> diversity) => _kernel.AddTo(totals, ref diversity);

    // y − μ_k = δ + τε, zero in the padding: what stands there may be anything, and must not spoil a comparison.
    private void Perceive(in ReadingOrder order, int first, int last, Span<double> seen)
    {
        foreach (CaptionRun run in order.Batch.Runs(first, last))
        {
            int start = order.Batch.FirstBlock(run.Caption);
            new RandomStream(order.Perception, order.Replicate, order.Generation, run.Caption).FillUniforms(
                seen.Slice((run.First - first) * _blockSize, (run.Last - run.First) * _blockSize), (long)(run.First - start) * _blockSize);
            for (int block = run.First; block < run.Last; block++)
            {
                _blocks[block - first] = new SeenBlock(run.Caption, Math.Min(Lanes, order.Batch.Counts[run.Caption] - ((block - start) * Lanes)));
                _blockOfCaption[block - first] = block - start;
            }
        }

        RandomStream.ToNormals(seen);
        AddDisplacements(ref MemoryMarshal.GetReference(seen), ref MemoryMarshal.GetReference(order.Batch.OfBlocks(first, last)), last - first, order.Noise);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddDisplacements(ref double seen, ref double displacements, int blocks, double noise)
    {
        Vector512<double> tau = Vector512.Create(noise);
        nuint at = 0;
        for (int block = 0; block < blocks; block++)
        {
            Vector512<double> mask = LaneMask.Of(_blocks[block].Images);
            for (nuint end = at + (nuint)_blockSize; at < end; at += Lanes)
                (Vector512.FusedMultiplyAdd(tau, Vector512.LoadUnsafe(ref seen, at), Vector512.LoadUnsafe(ref displacements, at)) & mask).StoreUnsafe(ref seen, at);
        }
    }

    // Two blocks at a time, whatever their captions; a last one is alone.
    private void Infer(in ReadingOrder order, int blocks, ref double firstSeen)
    {
        ReadOnlySpan<double> means = order.Published.Means;
        for (int block = 0; block < blocks; block += 2)
        {
            bool alone = block + 1 == blocks;
            SeenBlock x = _blocks[block], y = alone ? x with { Images = 0 } : _blocks[block + 1];
            ref double seen = ref Unsafe.Add(ref firstSeen, block * _blockSize);
            _kernel.Consider(means, x, ref seen, y, ref Unsafe.Add(ref seen, alone ? 0 : _blockSize));
            if (order.Choice is StreamKey choice)
            {
                Sample(order, choice, block, second: false);
                if (!alone)
                    Sample(order, choice, block + 1, second: true);
            }
            else
            {
                _kernel.Add();
            }
        }
    }

    private void Sample(in ReadingOrder order, StreamKey choice, int block, bool second)
    {
        SeenBlock seen = _blocks[block];
        new RandomStream(choice, order.Replicate, order.Generation, seen.Maker).FillUniforms(_uniforms, (long)_blockOfCaption[block] * Lanes);
        _kernel.Sample(second, seen.Images, _uniforms);
    }
}
