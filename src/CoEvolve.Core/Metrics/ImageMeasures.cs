using System.Runtime.Intrinsics;

namespace CoEvolve.Core;

/// <summary>Measures of one image model against what it started as (docs/model.md, "What is measured").</summary>
/// <remarks>
/// <see cref="Begin"/> says into how many parts the dear part of measuring falls, each to be done once by <see cref="DoPart"/>;
/// <see cref="End"/> does the rest. Draws no random numbers. Holds scratch memory.
/// </remarks>
public sealed class ImageMeasures : IDividedWork
{
    private const int Lanes = RandomStream.Lanes;

    private readonly CaptionGaussians _initial;
    private readonly double[] _initialTraces;
    private readonly FactorOverlaps _overlaps;
    private readonly double[] _mixtureMean;
    private readonly LogDeterminants _logDeterminants;
    private readonly RankCorrelation _ranks;
    private readonly double[] _aliveShares;
    private readonly double[] _aliveDiversities;

    /// <summary>Keeps the starting point, which is not copied.</summary>
    /// <param name="initial">μ₀ and A₀; tr Σ₀,k > 0.</param>
    public ImageMeasures(CaptionGaussians initial)
    {
        ArgumentNullException.ThrowIfNull(initial);
        _initial = initial;
        _initialTraces = new double[initial.Captions];
        for (int k = 0; k < initial.Captions; k++)
            _initialTraces[k] = initial.Trace(k);
        _overlaps = new FactorOverlaps(initial);
        _mixtureMean = new double[initial.Dimension];
        _logDeterminants = new LogDeterminants(initial.Captions);
        _ranks = new RankCorrelation(initial.Captions);
        _aliveShares = new double[initial.Captions];
        _aliveDiversities = new double[initial.Captions];
    }

    /// <summary>Σ share_k D_k, the one number that is followed in every generation.</summary>
    public double Diversity(CaptionGaussians gaussians, ReadOnlySpan<double> shares)
    {
        ArgumentNullException.ThrowIfNull(gaussians);
        double sum = 0;
        for (int k = 0; k < shares.Length; k++)
            sum = Math.FusedMultiplyAdd(shares[k], gaussians.Trace(k) / _initialTraces[k], sum);
        return sum;
    }

    /// <summary>Begins to measure a model.</summary>
    /// <param name="state">The model; must not change until <see cref="End"/>.</param>
    /// <param name="shares">Each caption's share among the prompts that the model gets, length K.</param>
    /// <returns>The number of parts.</returns>
    /// <remarks>All parts together O(K·d³): the Fréchet distances of captions with a share.</remarks>
    public int Begin(ImageModelState state, ReadOnlySpan<double> shares)
    {
        ArgumentNullException.ThrowIfNull(state);
        return _overlaps.Begin(state.Gaussians, shares);
    }

    /// <inheritdoc/>
    public void DoPart(int part) => _overlaps.DoPart(part);

    /// <summary>All measures of every caption and of the model as a whole, once all parts are done.</summary>
    /// <param name="state">The model, as at <see cref="Begin"/>.</param>
    /// <param name="shares">Likewise.</param>
    /// <param name="captionsPerGeneration">How many prompts it gets a generation; sets when a caption counts as alive.</param>
    /// <param name="captions">Length K; overwritten.</param>
    /// <remarks>O(K·d²).</remarks>
    public ImageMetrics End(ImageModelState state, ReadOnlySpan<double> shares, int captionsPerGeneration, Span<CaptionMetrics> captions)
    {
        ArgumentNullException.ThrowIfNull(state);
        CaptionGaussians gaussians = state.Gaussians;
        _logDeterminants.Measure(state);
        double diversity = 0, fidelity = 0, within = 0, frechet = 0, logDet = 0, logDetWeight = 0;
        for (int k = 0; k < shares.Length; k++)
        {
            double trace = gaussians.Trace(k), shift = SquaredNorm.OfDifference(gaussians.Mean(k), _initial.Mean(k));
            double? captionLogDet = _logDeterminants.Of(k);
            captions[k] = new CaptionMetrics(shares[k], trace / _initialTraces[k], captionLogDet, shift / _initialTraces[k]);
            diversity = Math.FusedMultiplyAdd(shares[k], captions[k].Diversity, diversity);
            fidelity = Math.FusedMultiplyAdd(shares[k], captions[k].FidelityError, fidelity);
            within = Math.FusedMultiplyAdd(shares[k], trace, within);
            if (shares[k] > 0)
            {
                // ‖μ−μ₀‖² + tr Σ + tr Σ₀ − 2 tr (Σ₀^½ Σ Σ₀^½)^½.
                double distance = Math.Max(0, shift + (trace + _initialTraces[k] - (2 * _overlaps.Of(k))));
                frechet = Math.FusedMultiplyAdd(shares[k], distance, frechet);
            }

            if (captionLogDet is double value)
            {
                logDet = Math.FusedMultiplyAdd(shares[k], value, logDet);
                logDetWeight += shares[k];
            }
        }

        return new ImageMetrics(
            diversity,
            fidelity,
            logDetWeight > 0 ? logDet / logDetWeight : null,
            within,
            BetweenVariance(gaussians, shares),
            frechet,
            MatthewIndex(captions, captionsPerGeneration));
    }

    private double BetweenVariance(CaptionGaussians gaussians, ReadOnlySpan<double> shares)
    {
        _mixtureMean.AsSpan().Clear();
        for (int k = 0; k < shares.Length; k++)
            AddScaled(shares[k], gaussians.Mean(k), _mixtureMean);
        double sum = 0;
        for (int k = 0; k < shares.Length; k++)
            sum = Math.FusedMultiplyAdd(shares[k], SquaredNorm.OfDifference(gaussians.Mean(k), _mixtureMean), sum);
        return sum;
    }

    private double? MatthewIndex(ReadOnlySpan<CaptionMetrics> captions, int captionsPerGeneration)
    {
        int alive = 0;
        foreach (CaptionMetrics caption in captions)
        {
            if (!TextMeasures.IsAlive(caption.Share, captionsPerGeneration))
                continue;
            _aliveShares[alive] = caption.Share;
            _aliveDiversities[alive++] = caption.Diversity;
        }

        return alive < 3 ? null : _ranks.Spearman(_aliveShares.AsSpan(0, alive), _aliveDiversities.AsSpan(0, alive));
    }

    // sum ← sum + weight·x.
    private static void AddScaled(double weight, ReadOnlySpan<double> x, Span<double> sum)
    {
        int i = 0;
        for (; i + Lanes <= x.Length; i += Lanes)
            Vector512.FusedMultiplyAdd(Vector512.Create(weight), Vector512.Create(x[i..]), Vector512.Create<double>(sum[i..])).CopyTo(sum[i..]);
        for (; i < x.Length; i++)
            sum[i] = Math.FusedMultiplyAdd(weight, x[i], sum[i]);
    }
}
