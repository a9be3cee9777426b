using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CoEvolve.Core;

/// <summary>
/// Posteriors of the images of two blocks at a time, each block seen as y − μ_k of the caption k that made it. Sums them up,
/// or draws from them.
/// </summary>
/// <remarks>
/// <para>
/// A caption j whose posterior is under 1e-18 for all eight images of a block is left out. The bound: whatever caption i, the
/// posterior q_j = exp(ℓ_j) / Σ exp(ℓ) is at most exp(ℓ_j − ℓ_i), ℓ being prior times density in logarithms. So where
/// ℓ_j &lt; ℓ_i − 41.5 for any i looked at before, q_j &lt; e^−41.5 &lt; 1e-18. And since ℓ_j is a constant less a sum of
/// squares, it only falls from row to row: once it is below, the rest need not be computed. What is left out of one image
/// is under K·1e-18, less than rounding takes.
/// </para>
/// <para>Scratch memory of one thread; sums run on until <see cref="Reset"/>.</para>
/// </remarks>
internal sealed class PosteriorKernel
{
    private const int Lanes = RandomStream.Lanes;

    // ln 1e-18 is −41.4465.
    private const double Negligible = 41.5;

    private readonly CaptionWhiteners _whiteners;
    private readonly int _d;
    private readonly double[] _scratch;
    private readonly Candidates _first;
    private readonly Candidates _second;
    private readonly double[] _totals;
    private int _start;
    private int _scratchStart;
    private Vector512<double> _diversity;

    public PosteriorKernel(CaptionWhiteners whiteners, int captions, int dimension)
    {
        _whiteners = whiteners;
        _d = dimension;
        _scratch = LineAligned.Allocate(dimension * 2 * (Lanes + 1));
        _first = new Candidates(captions);
        _second = new Candidates(captions);
        _totals = LineAligned.Allocate(captions * Lanes);
    }

    /// <summary>Forgets all sums.</summary>
    public void Reset()
    {
        _start = LineAligned.Start(_totals);
        _scratchStart = LineAligned.Start(_scratch);
        _first.Align();
        _second.Align();
        _totals.AsSpan().Clear();
        _diversity = Vector512<double>.Zero;
    }

    /// <summary>Adds the sums to others: Σq lane by lane (K×8), and Σ(1 − ‖q‖²) lane by lane.</summary>
    public void AddTo(Span<double> totals, ref Vector512<double> diversity)
    {
        for (int j = 0; j < _whiteners.Count; j++)
        {
            Span<double> target = totals.Slice(_whiteners.Captions[j] * Lanes, Lanes);
            (Vector512.Create<double>(target) + Vector512.Create(_totals, _start + (j * Lanes))).CopyTo(target);
        }

        diversity += _diversity;
    }

    /// <summary>Finds what two blocks of images may have been: until the next call <see cref="Add"/> and <see cref="Sample"/> use it.</summary>
    /// <param name="means">All means of the model that made the images, K×d.</param>
    /// <param name="x">The first block.</param>
    /// <param name="seenX">y − μ_k of its images: d rows of eight; zero in the padding.</param>
    /// <param name="y">The second block; without images if there is none.</param>
    /// <param name="seenY">The same of the second block.</param>
    public void Consider(ReadOnlySpan<double> means, SeenBlock x, ref double seenX, SeenBlock y, ref double seenY)
    {
        ref double meanX = ref Unsafe.Add(ref MemoryMarshal.GetReference(means), x.Maker * _d);
        ref double meanY = ref Unsafe.Add(ref MemoryMarshal.GetReference(means), y.Maker * _d);
        if (_d == 2)
            Consider<DensityInPlane>(x, ref meanX, ref seenX, y, ref meanY, ref seenY);
        else
            Consider<DensityInSpace>(x, ref meanX, ref seenX, y, ref meanY, ref seenY);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Consider<TDensity>(SeenBlock x, ref double meanX, ref double seenX, SeenBlock y, ref double meanY, ref double seenY)
        where TDensity : struct, IDensityOfBlocks
    {
        // In the padding everything is negligible from the start, and weighs nothing in the end.
        Vector512<double> bestX = Start(x.Images), bestY = Start(y.Images), negligible = Vector512.Create(Negligible);
        ref double weightsX = ref _first.Weights, weightsY = ref _second.Weights;
        ref int keptX = ref _first.Captions, keptY = ref _second.Captions;
        ref double records = ref MemoryMarshal.GetArrayDataReference(_whiteners.Records), scratch = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_scratch), _scratchStart);
        int d = _d, stride = _whiteners.Stride, count = _whiteners.Count, countX = 0, countY = 0;

        // The makers first: nothing explains an image better, as a rule.
        int makerX = _whiteners.PositionOf(x.Maker), makerY = _whiteners.PositionOf(y.Maker);
        for (int i = makerX >= 0 ? -2 : makerY >= 0 ? -1 : 0; i < count; i++)
        {
            int j = i;
            if (i < 0)
                j = i == -2 ? makerX : makerY;
            else if (i == makerX || i == makerY)
                continue;
            if (j < 0 || (i == -1 && makerX == makerY))
                continue;
            ref double record = ref Unsafe.Add(ref records, j * stride);
            Vector512<double> limitX = bestX - negligible, limitY = bestY - negligible;
            Vector512<double> logX = Vector512.Create(record), logY = logX;
            TDensity.Subtract(d, ref Unsafe.Add(ref record, 1), ref meanX, ref seenX, ref meanY, ref seenY, ref scratch, limitX, limitY, ref logX, ref logY);
            // Written in any case and kept by counting: which captions are negligible is hard to foresee, and a wrong guess
            // would throw away the work on the next ones.
            bestX = Vector512.Max(bestX, logX);
            bestY = Vector512.Max(bestY, logY);
            logX.StoreUnsafe(ref weightsX, (nuint)(countX * Lanes));
            logY.StoreUnsafe(ref weightsY, (nuint)(countY * Lanes));
            Unsafe.Add(ref keptX, countX) = j;
            Unsafe.Add(ref keptY, countY) = j;
            countX += Vector512.LessThanAll(logX, limitX) ? 0 : 1;
            countY += Vector512.LessThanAll(logY, limitY) ? 0 : 1;
        }

        _first.Normalise(countX, bestX, x.Images);
        _second.Normalise(countY, bestY, y.Images);
    }

    /// <summary>Adds the posteriors of the considered images to the sums.</summary>
    public void Add()
    {
        ref double totals = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_totals), _start);
        _first.AddTo(ref totals, ref _diversity);
        _second.AddTo(ref totals, ref _diversity);
    }

    /// <summary>Draws one caption for each considered image from its posterior, and counts it.</summary>
    /// <param name="second">Whether of the second block, else of the first.</param>
    /// <param name="images">How many images it has.</param>
    /// <param name="uniforms">One an image, on (0, 1).</param>
    public void Sample(bool second, int images, ReadOnlySpan<double> uniforms)
    {
        Candidates candidates = second ? _second : _first;
        for (int lane = 0; lane < images; lane++)
            _totals[_start + (candidates.Choose(lane, uniforms[lane]) * Lanes) + lane]++;
    }

    private static Vector512<double> Start(int images) => Vector512.ConditionalSelect(
        LaneMask.Of(images), Vector512.Create(double.NegativeInfinity), Vector512.Create(double.PositiveInfinity));
}
