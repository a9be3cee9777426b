using CoEvolve.Actors;
using CoEvolve.Core;

namespace CoEvolve.Findings;

/// <summary>
/// The smallest injections that keep an ecosystem of one text and one image model above two floors in the long run, and what
/// they are predicted to keep it at.
/// </summary>
/// <remarks>
/// Holds for learning rates of 1, maximum likelihood, and users that draw from the initial Gaussians; whoever makes a plan
/// checks that. The text's figures are exact at ρ = 1 and a lower bound for the soft reader. The images' figures take the
/// caption's counts for draws of Binomial(N, c_k): the mean share under a corpus, not the shares that vary around it.
/// Source: docs/model.md, section 6, "Design".
/// </remarks>
public sealed class InjectionPlan
{
    private const double Settled = 5; // e⁻⁵ is left of the start
    private const double ShareToSettle = 0.8;
    private const int LeastGenerations = 100;
    private const int MostGenerations = 10_000;

    private readonly EcosystemSpec _spec;
    private readonly double _kappa;

    /// <summary>Finds the injections.</summary>
    /// <param name="spec">One text model and one image model; its own amounts of injection do not matter.</param>
    /// <param name="textFloor">x ≥ 0: the least stationary Gini–Simpson diversity of the text.</param>
    /// <param name="imageFloor">y ≥ 0: the least stationary diversity of any caption's images.</param>
    /// <exception cref="ArgumentException">The spec has more models, or a floor is negative or NaN.</exception>
    public InjectionPlan(EcosystemSpec spec, double textFloor, double imageFloor)
    {
        ArgumentNullException.ThrowIfNull(spec);
        Preconditions.Require(spec.TextModels.Length == 1 && spec.ImageModels.Length == 1, "A plan is for one text model and one image model.", nameof(spec));
        _spec = spec;
        double[] corpus = spec.TextModels[0].Corpus.Distribution;
        _kappa = TextMoments.Of(corpus, corpus).S;
        CorpusCaptions = InjectionDesign.SmallestCorpus(Captions, _kappa, textFloor);
        WorstShare = CorpusCaptions > 0 ? corpus.Min() : 0;
        UserImages = InjectionDesign.SmallestUserContent(Captions, WorstShare, imageFloor);
    }

    /// <summary>M; null where no corpus that is allowed holds the floor.</summary>
    public int? CorpusCaptions { get; }

    /// <summary>U; null where no number of user images that is considered holds the floor.</summary>
    public int? UserImages { get; }

    /// <summary>1 − κ, which no corpus from this source reaches.</summary>
    public double TextSupremum => InjectionDesign.CorpusSupremum(_kappa);

    /// <summary>
    /// The long-run share of the caption that is written least: the least of c, or 0 without a corpus, when all captions but
    /// one are lost.
    /// </summary>
    public double WorstShare { get; }

    /// <summary>Predicted stationary diversity of the text; a lower bound for the soft reader. Needs <see cref="CorpusCaptions"/>.</summary>
    public double TextDiversity => TextTheory.StationaryDiversity(_kappa, Captions, CorpusCaptions!.Value, 1, 1);

    /// <summary>Predicted stationary diversity and fidelity error of the images of the caption written least. Needs both injections.</summary>
    public (double Diversity, double FidelityError) Images => InjectionDesign.Sustained(new BinomialLaw(Captions, WorstShare), UserImages!.Value);

    private int Captions => _spec.TextModels[0].CaptionsPerGeneration;

    /// <summary>The ecosystem with these injections, which records nothing but its start and its end.</summary>
    /// <param name="generations">T ≥ 0.</param>
    /// <returns>What the scenario itself would be with the two amounts set. Needs both injections.</returns>
    public EcosystemSpec Inject(int generations)
    {
        TextModelSpec text = _spec.TextModels[0];
        ImageModelSpec image = _spec.ImageModels[0];
        var corpus = new CorpusSpec(CorpusCaptions!.Value, text.Corpus.Distribution);
        var users = new UserContentSpec(UserImages!.Value, image.Users.Pool);
        return new EcosystemSpec(
            _spec.Seed,
            generations,
            _spec.Vocabulary,
            _spec.InitialShares,
            _spec.InitialImages,
            [new TextModelSpec(text.Name, text.Prompts, text.Sees, text.Reader, text.PerceptionNoise, text.LearningRate, text.Frozen, corpus)],
            [new ImageModelSpec(image.Name, image.Covariance, image.LearningRate, image.Frozen, users, image.Sampling)],
            new RecordingSpec(every: 0, captions: false, []));
    }

    /// <summary>How many generations it takes until the last fifth of them is stationary, by the slowest rate of the recursions.</summary>
    /// <returns>100 to 10,000, a multiple of 50. Needs both injections.</returns>
    public int GenerationsToSettle()
    {
        // The text forgets its start at the rate M/(N+M), or 1/N when all is drift; a caption of share c_k at E[U/(n+U)].
        double m = CorpusCaptions!.Value, rate = m > 0 ? m / (Captions + m) : 1.0 / Captions;
        if (UserImages > 0)
        {
            double largest = m > 0 ? _spec.TextModels[0].Corpus.Distribution.Max() : 1;
            ImageStep step = ImageStep.Of(new BinomialLaw(Captions, largest), UserImages.Value, 1, CovarianceEstimator.MaximumLikelihood);
            rate = Math.Min(rate, Math.Max(1e-12, 1 - step.VarianceKept - step.DriftFromVariance));
        }

        double generations = Settled / ShareToSettle / rate;
        return (int)Math.Clamp(Math.Ceiling(generations / 50) * 50, LeastGenerations, MostGenerations);
    }
}
