using System.Runtime.Intrinsics;

namespace CoEvolve.Core;

/// <summary>
/// How a text model reads images: it sees y = x + τε and infers the caption by Bayes' rule from its own prior and from the
/// published densities of the model that made the image (docs/model.md, "Reading").
/// </summary>
/// <remarks>
/// Call <see cref="Prepare"/> once per generation and image model, then read its batches. Totals run on over all batches
/// until <see cref="Reset"/>. Holds scratch memory; use one per text model. Not thread-safe.
/// </remarks>
public sealed class ImageReading
{
    private const int Lanes = RandomStream.Lanes;

    private readonly int _captions;
    private readonly int _d;
    private readonly double[] _whiteners;
    private readonly double[] _constants;
    private readonly int[] _alive;
    private readonly double[] _factor;
    private readonly double[] _column;
    private readonly double[] _seen;
    private readonly double[] _offset;
    private readonly double[] _perception;
    private readonly double[] _posterior;
    private readonly double[] _laneTotals;
    private readonly double[] _laneGini = new double[Lanes];
    private readonly double[] _uniforms = new double[Lanes];
    private CaptionGaussians? _published;
    private double _noise;
    private int _aliveCount;

    /// <summary>Reserves scratch.</summary>
    /// <param name="captions">K ≥ 1.</param>
    /// <param name="dimension">d ≥ 1.</param>
    public ImageReading(int captions, int dimension)
    {
        _captions = Preconditions.InRange(captions, 1, int.MaxValue);
        _d = Preconditions.InRange(dimension, 1, int.MaxValue);
        _whiteners = new double[captions * dimension * dimension];
        _constants = new double[captions];
        _alive = new int[captions];
        _factor = new double[dimension * dimension];
        _column = new double[dimension];
        _seen = new double[dimension * Lanes];
        _offset = new double[dimension];
        _perception = new double[dimension * Lanes];
        _posterior = new double[captions * Lanes];
        _laneTotals = new double[captions * Lanes];
    }

    /// <summary>τ as it is used: never under 1e-9·√(max_k tr Σ₀,k / d), so that densities exist when images have collapsed.</summary>
    /// <param name="perceptionNoise">τ ≥ 0 as it was set.</param>
    /// <param name="largestInitialTrace">max_k tr Σ₀,k.</param>
    /// <param name="dimension">d.</param>
    public static double EffectiveNoise(double perceptionNoise, double largestInitialTrace, int dimension) =>
        Math.Max(perceptionNoise, 1e-9 * Math.Sqrt(largestInitialTrace / dimension));

    /// <summary>Forgets everything that was read.</summary>
    public void Reset()
    {
        _laneTotals.AsSpan().Clear();
        _laneGini.AsSpan().Clear();
    }

    /// <summary>Makes ready to read images of one model.</summary>
    /// <param name="prior">p of the reader, length K. Captions with p_k = 0 are never read.</param>
    /// <param name="published">The model that made the images; must not change until they are read.</param>
    /// <param name="noise">τ > 0, as <see cref="EffectiveNoise"/> gives it.</param>
    /// <remarks>O(K·d³). The factor of Σ_k + τ²I comes from rotations of [A_k τI], never from the sum.</remarks>
    public void Prepare(ReadOnlySpan<double> prior, CaptionGaussians published, double noise)
    {
        ArgumentNullException.ThrowIfNull(published);
        Preconditions.InRange(noise, double.Epsilon, double.MaxValue);
        _published = published;
        _noise = noise;
        _aliveCount = 0;
        int size = _d * _d;
        for (int k = 0; k < _captions; k++)
        {
            if (!(prior[k] > 0))
                continue;
            published.Factor(k).CopyTo(_factor);
            for (int i = 0; i < _d; i++)
            {
                _column.AsSpan().Clear();
                _column[i] = noise;
                LowerTriangular.AddColumn(_factor, _column, i);
            }

            LowerTriangular.Invert(_factor, _whiteners.AsSpan(_aliveCount * size, size), _d);
            double logDiagonal = LowerTriangular.LogDiagonal(_factor, _d) ?? throw new InvalidOperationException("The noise was lost in the factor.");
            _constants[_aliveCount] = StableMath.Log(prior[k]) - logDiagonal;
            _alive[_aliveCount++] = k;
        }
    }

    /// <summary>Reads a batch softly: every image adds its posterior to the totals.</summary>
    /// <param name="displacements">δ of the images.</param>
    /// <param name="perception">Seed, text model, whose images, and <see cref="StreamPurpose.Perception"/>.</param>
    /// <remarks>O(N·K·d²/2) over captions with positive prior.</remarks>
    public void ReadSoftly(ImageBatch displacements, StreamKey perception, int replicate, int generation)
    {
        ArgumentNullException.ThrowIfNull(displacements);
        for (int k = 0; k < _captions; k++)
        {
            ReadOnlySpan<double> blocks = displacements.OfCaption(k);
            for (int block = 0, left = displacements.Counts[k]; left > 0; block++, left -= Lanes)
            {
                Perceive(blocks.Slice(block * _d * Lanes, _d * Lanes), new RandomStream(perception, replicate, generation, k), block);
                Infer(k);
                Accumulate(left);
            }
        }
    }

    /// <summary>Reads a batch by sampling: every image adds 1 to one caption, drawn from its posterior.</summary>
    /// <param name="displacements">δ of the images.</param>
    /// <param name="perception">Seed, text model, whose images, and <see cref="StreamPurpose.Perception"/>.</param>
    /// <param name="choice">The same with <see cref="StreamPurpose.Reading"/>.</param>
    /// <remarks>O(N·K·d²/2) over captions with positive prior.</remarks>
    public void ReadBySampling(ImageBatch displacements, StreamKey perception, StreamKey choice, int replicate, int generation)
    {
        ArgumentNullException.ThrowIfNull(displacements);
        for (int k = 0; k < _captions; k++)
        {
            ReadOnlySpan<double> blocks = displacements.OfCaption(k);
            for (int block = 0, left = displacements.Counts[k]; left > 0; block++, left -= Lanes)
            {
                Perceive(blocks.Slice(block * _d * Lanes, _d * Lanes), new RandomStream(perception, replicate, generation, k), block);
                Infer(k);
                new RandomStream(choice, replicate, generation, k).FillUniforms(_uniforms, (long)block * Lanes);
                for (int lane = 0; lane < Math.Min(left, Lanes); lane++)
                    _laneTotals[(Choose(lane) * Lanes) + lane]++;
            }
        }
    }

    /// <summary>Counts a batch as a perfect reader does: every image adds 1 to the caption that made it.</summary>
    /// <param name="counts">n_k, length K.</param>
    public void ReadLabels(ReadOnlySpan<int> counts)
    {
        for (int k = 0; k < _captions; k++)
            _laneTotals[k * Lanes] += counts[k];
    }

    /// <summary>Adds up what was read since <see cref="Reset"/>.</summary>
    /// <param name="totals">Σ q_k over the images, length K; overwritten.</param>
    /// <returns>
    /// Σ over the images of 1 − ‖q‖², as a sum of products of posteriors, so that it keeps its relative precision where
    /// the posteriors are nearly certain. 0 for sampled and perfect reading, where every image counts as one caption.
    /// </returns>
    public double Total(Span<double> totals)
    {
        for (int k = 0; k < _captions; k++)
            totals[k] = LaneSum.Of(_laneTotals.AsSpan(k * Lanes, Lanes));
        return LaneSum.Of(_laneGini);
    }

    // y − μ_k = δ + τε for the eight images of a block.
    private void Perceive(ReadOnlySpan<double> displacements, RandomStream perception, int block)
    {
        perception.FillNormals(_perception, (long)block * _perception.Length);
        Vector256<double> noise = Vector256.Create(_noise);
        for (int i = 0; i < _seen.Length; i += 4)
        {
            Vector256<double> epsilon = Vector256.Create(_perception, i);
            Vector256.FusedMultiplyAdd(noise, epsilon, Vector256.Create(displacements[i..])).CopyTo(_seen, i);
        }
    }

    // ln p_j − ln det T_j − ½‖T_j⁻¹(y − μ_j)‖² for each living caption j, then normalised over j: the posterior.
    private void Infer(int maker)
    {
        ReadOnlySpan<double> own = _published!.Mean(maker);
        Vector512<double> best = Vector512.Create(double.NegativeInfinity);
        for (int j = 0; j < _aliveCount; j++)
        {
            ReadOnlySpan<double> other = _published.Mean(_alive[j]);
            for (int a = 0; a < _d; a++)
                _offset[a] = own[a] - other[a];
            SquaredLength(_whiteners.AsSpan(j * _d * _d, _d * _d), out Vector256<double> low, out Vector256<double> high);
            Vector512<double> logDensity = Vector512.FusedMultiplyAdd(Vector512.Create(-0.5), Vector512.Create(low, high), Vector512.Create(_constants[j]));
            logDensity.CopyTo(_posterior, j * Lanes);
            best = Vector512.Max(best, logDensity);
        }

        Vector512<double> sum = Vector512<double>.Zero;
        for (int i = 0; i < _aliveCount * Lanes; i += Lanes)
        {
            Vector512<double> q = StableMath.Exp(Vector512.Create(_posterior, i) - best);
            q.CopyTo(_posterior, i);
            sum += q;
        }

        Vector512<double> scale = Vector512<double>.One / sum;
        for (int i = 0; i < _aliveCount * Lanes; i += Lanes)
            (Vector512.Create(_posterior, i) * scale).CopyTo(_posterior, i);
    }

    // ‖W (y − μ_k + offset)‖² for the eight images of the block; W is the inverse of the factor of Σ_j + τ²I.
    private void SquaredLength(ReadOnlySpan<double> whitener, out Vector256<double> low, out Vector256<double> high)
    {
        low = Vector256<double>.Zero;
        high = Vector256<double>.Zero;
        for (int a = 0; a < _d; a++)
        {
            Vector256<double> sumLow = Vector256<double>.Zero, sumHigh = Vector256<double>.Zero;
            for (int b = 0; b <= a; b++)
            {
                Vector256<double> entry = Vector256.Create(whitener[(a * _d) + b]), offset = Vector256.Create(_offset[b]);
                sumLow = Vector256.FusedMultiplyAdd(entry, Vector256.Create(_seen, b * Lanes) + offset, sumLow);
                sumHigh = Vector256.FusedMultiplyAdd(entry, Vector256.Create(_seen, (b * Lanes) + 4) + offset, sumHigh);
            }

            low = Vector256.FusedMultiplyAdd(sumLow, sumLow, low);
            high = Vector256.FusedMultiplyAdd(sumHigh, sumHigh, high);
        }
    }

    private void Accumulate(int left)
    {
        LaneMask.Of(left, out Vector256<double> maskLow, out Vector256<double> maskHigh);
        Vector256<double> beforeLow = Vector256<double>.Zero, beforeHigh = Vector256<double>.Zero;
        Vector256<double> giniLow = Vector256.Create(_laneGini, 0), giniHigh = Vector256.Create(_laneGini, 4);
        for (int j = 0; j < _aliveCount; j++)
        {
            Vector256<double> low = Vector256.Create(_posterior, j * Lanes) & maskLow;
            Vector256<double> high = Vector256.Create(_posterior, (j * Lanes) + 4) & maskHigh;
            int target = _alive[j] * Lanes;
            (Vector256.Create(_laneTotals, target) + low).CopyTo(_laneTotals, target);
            (Vector256.Create(_laneTotals, target + 4) + high).CopyTo(_laneTotals, target + 4);

            // 1 − Σ q² = 2 Σ_{i<j} q_i q_j, without the cancellation.
            giniLow = Vector256.FusedMultiplyAdd(low + low, beforeLow, giniLow);
            giniHigh = Vector256.FusedMultiplyAdd(high + high, beforeHigh, giniHigh);
            beforeLow += low;
            beforeHigh += high;
        }

        giniLow.CopyTo(_laneGini, 0);
        giniHigh.CopyTo(_laneGini, 4);
    }

    private int Choose(int lane)
    {
        double left = _uniforms[lane];
        for (int j = 0; j < _aliveCount - 1; j++)
        {
            left -= _posterior[(j * Lanes) + lane];
            if (left < 0)
                return _alive[j];
        }

        return _alive[_aliveCount - 1];
    }
}
