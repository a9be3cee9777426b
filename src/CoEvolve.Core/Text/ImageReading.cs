using System.Runtime.Intrinsics;

namespace CoEvolve.Core;

/// <summary>
/// How a text model reads images: it sees y = x + τε and infers the caption by Bayes' rule from its own prior and from the
/// published densities of the model that made the image (docs/model.md, "Reading").
/// </summary>
/// <remarks>
/// <para>
/// Once per generation and image model do the parts of <see cref="Preparing"/> after <see cref="BeginPreparing"/>, then read its
/// batches: <see cref="Begin"/> says into how many parts a batch falls, <see cref="DoPart"/> reads one. Parts may be read at the same time, in any order; how a batch falls
/// into parts depends on the numbers of images and captions alone, and totals are added up part by part, so neither order
/// nor threads touch a bit. Totals run on over all batches until <see cref="Reset"/>.
/// </para>
/// <para>Holds scratch memory; use one per text model.</para>
/// </remarks>
public sealed class ImageReading : IDividedWork
{
    private const int Lanes = RandomStream.Lanes;

    private readonly int _captions;
    private readonly int _d;
    private readonly CaptionWhiteners _whiteners;
    private readonly double[] _laneTotals;
    private readonly List<ReadingPart> _parts = [];
    private Vector512<double> _laneDiversity;
    private ReadingOrder _order;

    /// <summary>Reserves scratch.</summary>
    /// <param name="captions">K ≥ 1.</param>
    /// <param name="dimension">d ≥ 1.</param>
    public ImageReading(int captions, int dimension)
    {
        _captions = Preconditions.InRange(captions, 1, int.MaxValue);
        _d = Preconditions.InRange(dimension, 1, int.MaxValue);
        _whiteners = new CaptionWhiteners(captions, dimension);
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
        _laneDiversity = Vector512<double>.Zero;
    }

    /// <summary>What <see cref="BeginPreparing"/> begins: a work of its own.</summary>
    public IDividedWork Preparing => _whiteners;

    /// <summary>Begins to make ready to read images of one model.</summary>
    /// <param name="prior">p of the reader, length K. Captions with p_k = 0 are never read.</param>
    /// <param name="published">The model that made the images; must not change until they are read.</param>
    /// <param name="noise">τ > 0, as <see cref="EffectiveNoise"/> gives it.</param>
    /// <returns>The number of parts of <see cref="Preparing"/>, each to be done once before <see cref="Begin"/>.</returns>
    /// <remarks>All parts together O(K·d³).</remarks>
    public int BeginPreparing(ReadOnlySpan<double> prior, CaptionGaussians published, double noise)
    {
        ArgumentNullException.ThrowIfNull(published);
        Preconditions.InRange(noise, double.Epsilon, double.MaxValue);
        _order = new ReadingOrder { Published = published, Noise = noise };
        return _whiteners.Begin(prior, published, noise);
    }

    /// <summary>
    /// Begins to read a batch: softly, so that every image will add its posterior to the totals, or by sampling, so that it
    /// will add 1 to one caption, drawn from its posterior.
    /// </summary>
    /// <param name="displacements">δ of the images.</param>
    /// <param name="perception">Seed, text model, whose images, and <see cref="StreamPurpose.Perception"/>.</param>
    /// <param name="choice">The same with <see cref="StreamPurpose.Reading"/>; null for a soft reader.</param>
    /// <returns>
    /// The number of parts, each to be done once by <see cref="DoPart"/>, and once more for each further round, before
    /// <see cref="End"/>.
    /// </returns>
    /// <remarks>All parts together O(N·K·d²/2), over the captions that an image could possibly belong to.</remarks>
    public int Begin(ImageBatch displacements, StreamKey perception, StreamKey? choice, int replicate, int generation)
    {
        ArgumentNullException.ThrowIfNull(displacements);
        long multiplyAdds = displacements.Blocks * (long)_whiteners.Count * ((_d * (_d + 1) / 2) + (2 * Lanes));
        _order = _order with
        {
            Batch = displacements,
            Perception = perception,
            Choice = choice,
            Replicate = replicate,
            Generation = generation,
            Parts = WorkParts.Of(multiplyAdds),
            Rounds = WorkParts.RoundsOf(multiplyAdds),
            Round = 0,
        };
        while (_parts.Count < _order.Parts)
            _parts.Add(new ReadingPart(_whiteners, _captions, _d));
        return _order.Parts;
    }

    /// <inheritdoc/>
    public void DoPart(int part) => _parts[part].Read(_order, part);

    /// <summary>Whether all parts are to be done once more, each going on where it stopped: so no part of a huge batch takes long at a time.</summary>
    public bool BeginNextRound()
    {
        if (_order.Round + 1 == _order.Rounds)
            return false;
        _order = _order with { Round = _order.Round + 1 };
        return true;
    }

    /// <summary>Takes what the parts have read into the totals, in order.</summary>
    public void End()
    {
        for (int part = 0; part < _order.Parts; part++)
            _parts[part].AddTo(_laneTotals, ref _laneDiversity);
    }

    /// <summary>Adds up what was read since <see cref="Reset"/>.</summary>
    /// <param name="totals">Σ q_k over the images, length K; overwritten.</param>
    /// <returns>
    /// Σ over the images of 1 − ‖q‖², as a sum of products of posteriors, so that it keeps its relative precision where
    /// the posteriors are nearly certain, down to posteriors of 1e-18. 0 for sampled reading, where every image counts as one
    /// caption.
    /// </returns>
    public double Total(Span<double> totals)
    {
        for (int k = 0; k < _captions; k++)
            totals[k] = LaneSum.Of(Vector512.Create(_laneTotals, k * Lanes));
        return LaneSum.Of(_laneDiversity);
    }
}
