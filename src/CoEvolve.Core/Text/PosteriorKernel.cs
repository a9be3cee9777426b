using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CoEvolve.Core;

/// <summary>
/// Posteriors of sixteen images at a time: two blocks of one caption's images, seen as y − μ_k of the caption k that made
/// them. Sums them up, or leaves them for a reader that draws from them.
/// </summary>
/// <remarks>
/// <para>
/// A caption j whose posterior is under 1e-18 for all sixteen images is left out. The bound: whatever caption i, the
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
    private const int Pair = 2 * Lanes;

    // ln 1e-18 is −41.4465.
    private const double Negligible = 41.5;

    private readonly CaptionWhiteners _whiteners;
    private readonly int _d;
    private readonly double[] _offset;
    private readonly double[] _logs;
    private readonly int[] _kept;
    private readonly double[] _totals;
    private int _keptCount;
    private Vector512<double> _diversity;

    public PosteriorKernel(CaptionWhiteners whiteners, int captions, int dimension)
    {
        _whiteners = whiteners;
        _d = dimension;
        _offset = new double[dimension * Pair];
        _logs = new double[captions * Pair];
        _kept = new int[captions];
        _totals = new double[captions * Lanes];
    }

    /// <summary>Forgets all sums.</summary>
    public void Reset()
    {
        _totals.AsSpan().Clear();
        _diversity = Vector512<double>.Zero;
    }

    /// <summary>Adds the sums to others: Σq lane by lane (K×8), and Σ(1 − ‖q‖²) lane by lane.</summary>
    public void AddTo(Span<double> totals, ref Vector512<double> diversity)
    {
        for (int i = 0; i < totals.Length; i += Lanes)
            (Vector512.Create<double>(totals[i..]) + Vector512.Create(_totals, i)).CopyTo(totals[i..]);
        diversity += _diversity;
    }

    /// <summary>Adds the posteriors of two blocks to the sums.</summary>
    /// <param name="means">All means of the model that made the images, K×d.</param>
    /// <param name="maker">k.</param>
    /// <param name="seen">y − μ_k: d rows of eight of the first block; zero in the padding.</param>
    /// <param name="second">The second block; any block if it has no image.</param>
    /// <param name="images">Images in the two blocks, 1 to 16.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<double> means, int maker, ref double seen, ref double second, int images)
    {
        Infer(means, maker, ref seen, ref second, images, out Vector512<double> scaleX, out Vector512<double> scaleY, out Vector512<double> doubtX, out Vector512<double> doubtY);
        ref double logs = ref MemoryMarshal.GetArrayDataReference(_logs);
        ref double totals = ref MemoryMarshal.GetArrayDataReference(_totals);
        for (int s = 0; s < _keptCount; s++)
        {
            nuint target = (nuint)(_kept[s] * Lanes);
            Vector512<double> sum = Vector512.LoadUnsafe(ref totals, target);
            sum = Vector512.FusedMultiplyAdd(scaleX, Vector512.LoadUnsafe(ref logs, (nuint)(s * Pair)), sum);
            sum = Vector512.FusedMultiplyAdd(scaleY, Vector512.LoadUnsafe(ref logs, (nuint)((s * Pair) + Lanes)), sum);
            sum.StoreUnsafe(ref totals, target);
        }

        // 1 − Σ q² = 2 Σ_{i<j} q_i q_j, without the cancellation.
        _diversity = Vector512.FusedMultiplyAdd(doubtX * 2.0, scaleX * scaleX, _diversity);
        _diversity = Vector512.FusedMultiplyAdd(doubtY * 2.0, scaleY * scaleY, _diversity);
    }

    /// <summary>Draws one caption for each image of two blocks from its posterior, and counts it.</summary>
    /// <param name="uniforms">One an image, on (0, 1).</param>
    public void Sample(ReadOnlySpan<double> means, int maker, ref double seen, ref double second, int images, ReadOnlySpan<double> uniforms)
    {
        Infer(means, maker, ref seen, ref second, images, out Vector512<double> scaleX, out Vector512<double> scaleY, out _, out _);
        Span<double> scales = stackalloc double[Pair];
        scaleX.CopyTo(scales);
        scaleY.CopyTo(scales[Lanes..]);
        for (int i = 0; i < images; i++)
            _totals[(_kept[Choose(i, scales[i], uniforms[i])] * Lanes) + (i % Lanes)]++;
    }

    private int Choose(int image, double scale, double left)
    {
        for (int s = 0; s < _keptCount - 1; s++)
        {
            left -= scale * _logs[(s * Pair) + image];
            if (left < 0)
                return s;
        }

        return _keptCount - 1;
    }

    // Leaves in _logs, for each kept caption, what times the scale is its posterior; and Σ_{i<j} of products of these.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Infer(
        ReadOnlySpan<double> means,
        int maker,
        ref double seen,
        ref double second,
        int images,
        out Vector512<double> scaleX,
        out Vector512<double> scaleY,
        out Vector512<double> doubtX,
        out Vector512<double> doubtY)
    {
        // In the padding everything is negligible from the start, and weighs nothing in the end.
        Vector512<double> maskX = LaneMask.Of(images), maskY = LaneMask.Of(images - Lanes);
        Vector512<double> bestX = Vector512.ConditionalSelect(maskX, Vector512.Create(double.NegativeInfinity), Vector512.Create(double.PositiveInfinity));
        Vector512<double> bestY = Vector512.ConditionalSelect(maskY, Vector512.Create(double.NegativeInfinity), Vector512.Create(double.PositiveInfinity));
        _keptCount = 0;

        // The maker first: nothing explains an image better, as a rule.
        int own = _whiteners.PositionOf(maker);
        for (int j = own >= 0 ? -1 : 0; j < _whiteners.Count; j++)
        {
            if (j != own)
                Consider(means, maker, j < 0 ? own : j, ref seen, ref second, ref bestX, ref bestY);
        }

        Vector512<double> sumX = Vector512<double>.Zero, sumY = sumX, pairsX = sumX, pairsY = sumX;
        ref double logs = ref MemoryMarshal.GetArrayDataReference(_logs);
        for (nuint i = 0; i < (nuint)(_keptCount * Pair); i += Pair)
        {
            Vector512<double> x = StableMath.Exp(Vector512.LoadUnsafe(ref logs, i) - bestX);
            Vector512<double> y = StableMath.Exp(Vector512.LoadUnsafe(ref logs, i + Lanes) - bestY);
            x.StoreUnsafe(ref logs, i);
            y.StoreUnsafe(ref logs, i + Lanes);
            pairsX = Vector512.FusedMultiplyAdd(x, sumX, pairsX);
            pairsY = Vector512.FusedMultiplyAdd(y, sumY, pairsY);
            sumX += x;
            sumY += y;
        }

        scaleX = (Vector512<double>.One / sumX) & maskX;
        scaleY = (Vector512<double>.One / sumY) & maskY;
        doubtX = pairsX;
        doubtY = pairsY;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Consider(ReadOnlySpan<double> means, int maker, int j, ref double seen, ref double second, ref Vector512<double> bestX, ref Vector512<double> bestY)
    {
        int caption = _whiteners.Captions[j];
        Vector512<double> limitX = bestX - Vector512.Create(Negligible), limitY = bestY - Vector512.Create(Negligible);
        Vector512<double> x = Vector512.Create(_whiteners.Constants[j]), y = x;
        ref double mean = ref MemoryMarshal.GetReference(means);
        ref double from = ref Unsafe.Add(ref mean, maker * _d);
        ref double to = ref Unsafe.Add(ref mean, caption * _d);
        ref double matrix = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_whiteners.Matrices), j * _d * _d);
        if (_d == 2)
            InPlane(ref matrix, ref from, ref to, ref seen, ref second, ref x, ref y);
        else
            Deep(ref matrix, ref from, ref to, ref seen, ref second, limitX, limitY, ref x, ref y);
        if (Vector512.LessThanAll(x, limitX) && Vector512.LessThanAll(y, limitY))
            return;
        bestX = Vector512.Max(bestX, x);
        bestY = Vector512.Max(bestY, y);
        ref double logs = ref MemoryMarshal.GetArrayDataReference(_logs);
        x.StoreUnsafe(ref logs, (nuint)(_keptCount * Pair));
        y.StoreUnsafe(ref logs, (nuint)((_keptCount * Pair) + Lanes));
        _kept[_keptCount++] = caption;
    }

    // ℓ less ‖W (y − μ_j)‖² in two dimensions, where loops would cost more than they do.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void InPlane(ref double w, ref double from, ref double to, ref double seen, ref double second, ref Vector512<double> x, ref Vector512<double> y)
    {
        Vector512<double> shift0 = Vector512.Create(from - to), shift1 = Vector512.Create(Unsafe.Add(ref from, 1) - Unsafe.Add(ref to, 1));
        Vector512<double> w00 = Vector512.Create(w), w10 = Vector512.Create(Unsafe.Add(ref w, 2)), w11 = Vector512.Create(Unsafe.Add(ref w, 3));
        Vector512<double> x0 = Vector512.LoadUnsafe(ref seen) + shift0, x1 = Vector512.LoadUnsafe(ref seen, Lanes) + shift1;
        Vector512<double> y0 = Vector512.LoadUnsafe(ref second) + shift0, y1 = Vector512.LoadUnsafe(ref second, Lanes) + shift1;
        Vector512<double> u0 = w00 * x0, v0 = w00 * y0;
        Vector512<double> u1 = Vector512.FusedMultiplyAdd(w11, x1, w10 * x0), v1 = Vector512.FusedMultiplyAdd(w11, y1, w10 * y0);
        x = Less(Less(x, u0), u1);
        y = Less(Less(y, v0), v1);
    }

    // The same in any dimension; stops where both blocks are negligible.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Deep(
        ref double w,
        ref double from,
        ref double to,
        ref double seen,
        ref double second,
        Vector512<double> limitX,
        Vector512<double> limitY,
        ref Vector512<double> x,
        ref Vector512<double> y)
    {
        int d = _d;
        ref double first = ref MemoryMarshal.GetArrayDataReference(_offset);
        ref double next = ref Unsafe.Add(ref first, d * Lanes);
        for (int b = 0; b < d; b++)
        {
            Vector512<double> shift = Vector512.Create(Unsafe.Add(ref from, b) - Unsafe.Add(ref to, b));
            nuint at = (nuint)(b * Lanes);
            (Vector512.LoadUnsafe(ref seen, at) + shift).StoreUnsafe(ref first, at);
            (Vector512.LoadUnsafe(ref second, at) + shift).StoreUnsafe(ref next, at);
        }

        int a = 0;
        for (; a + 4 <= d; a += 4)
        {
            TriangularBlocks.FourRows(
                ref w, d, a, ref first, ref next,
                out Vector512<double> u0, out Vector512<double> u1, out Vector512<double> u2, out Vector512<double> u3,
                out Vector512<double> v0, out Vector512<double> v1, out Vector512<double> v2, out Vector512<double> v3);
            x = Less(Less(Less(Less(x, u0), u1), u2), u3);
            y = Less(Less(Less(Less(y, v0), v1), v2), v3);
            if (Vector512.LessThanAll(x, limitX) && Vector512.LessThanAll(y, limitY))
                return;
        }

        for (; a < d; a++)
        {
            TriangularBlocks.OneRow(ref w, d, a, ref first, ref next, out Vector512<double> u, out Vector512<double> v);
            x = Less(x, u);
            y = Less(y, v);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Less(Vector512<double> from, Vector512<double> root) => Vector512.FusedMultiplyAdd(-root, root, from);
}
