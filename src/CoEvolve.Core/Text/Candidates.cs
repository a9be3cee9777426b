using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CoEvolve.Core;

/// <summary>The captions that the images of one block may belong to, with what becomes of each: first ℓ, then e^ℓ up to a scale.</summary>
internal sealed class Candidates
{
    private const int Lanes = RandomStream.Lanes;

    private readonly int[] _captions;
    private readonly double[] _weights;
    private int _start;
    private int _count;
    private Vector512<double> _scale;
    private Vector512<double> _products;

    public Candidates(int captions)
    {
        _captions = new int[captions];
        _weights = LineAligned.Allocate(captions * Lanes);
    }

    /// <summary>Which captions they are, by their position among those of the reader.</summary>
    public ref int Captions => ref MemoryMarshal.GetArrayDataReference(_captions);

    /// <summary>Where ℓ of candidate after candidate goes, a row of eight each.</summary>
    public ref double Weights => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_weights), _start);

    /// <summary>Looks where a cache line begins; what stands here is lost.</summary>
    public void Align() => _start = LineAligned.Start(_weights);

    /// <summary>Makes weights of the logarithms, and finds by what to scale them to posteriors.</summary>
    /// <param name="count">How many there are; 0 if there are no images.</param>
    /// <param name="best">The largest ℓ of each image.</param>
    /// <param name="images">How many of the eight lanes are images.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Normalise(int count, Vector512<double> best, int images)
    {
        _count = count;
        Vector512<double> sum = Vector512<double>.Zero, products = sum;
        ref double weights = ref Weights;
        for (nuint i = 0; i < (nuint)(count * Lanes); i += Lanes)
        {
            Vector512<double> weight = StableMath.Exp(Vector512.LoadUnsafe(ref weights, i) - best);
            weight.StoreUnsafe(ref weights, i);
            products = Vector512.FusedMultiplyAdd(weight, sum, products);
            sum += weight;
        }

        _scale = (Vector512<double>.One / sum) & LaneMask.Of(images);
        _products = products;
    }

    /// <summary>Adds posteriors to Σq, lane by lane (a row of eight for each of the reader's captions), and to Σ(1 − ‖q‖²).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddTo(ref double totals, ref Vector512<double> diversity)
    {
        ref double weights = ref Weights;
        Vector512<double> scale = _scale;
        for (int s = 0; s < _count; s++)
        {
            nuint at = (nuint)(_captions[s] * Lanes);
            Vector512.FusedMultiplyAdd(scale, Vector512.LoadUnsafe(ref weights, (nuint)(s * Lanes)), Vector512.LoadUnsafe(ref totals, at)).StoreUnsafe(ref totals, at);
        }

        // 1 − Σ q² = 2 Σ_{i<j} q_i q_j, without the cancellation.
        if (_count > 0)
            diversity = Vector512.FusedMultiplyAdd(_products * 2.0, scale * scale, diversity);
    }

    /// <summary>The caption, by its position, that a uniform number picks for an image.</summary>
    public int Choose(int lane, double uniform)
    {
        double left = uniform, scale = _scale.GetElement(lane);
        for (int s = 0; s < _count - 1; s++)
        {
            left -= scale * _weights[_start + (s * Lanes) + lane];
            if (left < 0)
                return _captions[s];
        }

        return _captions[_count - 1];
    }
}
