using CoEvolve.Core;

namespace CoEvolve.Findings;

/// <summary>C2: beside a text model that never changes, images contract exponentially, and do not wander off without bound.</summary>
public sealed class ImageContraction : Finding
{
    // Beyond this exact relative standard error a mean hangs on a few lucky ecosystems, and a test of it says nothing.
    private const double MostRelativeError = 0.05;

    // How far the measured rate may be from the predicted one and still count as the same.
    private const double RateMargin = 0.1;

    // A level for the largest D + F of an ecosystem, at which Ville's inequality is far from trivial.
    private const double Peak = 4;

    /// <inheritdoc/>
    public override string Id => "C2";

    /// <inheritdoc/>
    public override string Claim => "With a frozen text model, images contract exponentially while their fidelity error stays bounded.";

    /// <inheritdoc/>
    public override string Theorem => "E[Δ ln det Σ] = Σψ((n−i)/2) + d ln(2/n), E[D + F] = 1";

    /// <inheritdoc/>
    public override IReadOnlyList<Arm> Arms => [ArmCatalogue.FrozenText];

    /// <inheritdoc/>
    public override IReadOnlyList<CounterTest> Counters =>
    [
        new("user content stops the contraction", new Dictionary<Arm, Arm> { [ArmCatalogue.FrozenText] = ArmCatalogue.UsersFrozenText }),
        new("with the unbiased covariance fidelity is not bounded", new Dictionary<Arm, Arm> { [ArmCatalogue.FrozenText] = ArmCatalogue.FrozenTextUnbiased }),
    ];

    /// <inheritdoc/>
    public override IEnumerable<Check> Examine(Cast cast)
    {
        ArgumentNullException.ThrowIfNull(cast);
        ArmTraces traces = cast[ArmCatalogue.FrozenText];
        int end = traces.Generations;
        foreach (Check check in StepChecks.Images(cast, ArmCatalogue.FrozenText))
            yield return check;
        foreach (Check check in WhileTestable(cast, traces))
            yield return check;
        yield return cast.Check.Equal($"D + F at {end}, mean over captions", 1, traces.PerEcosystem(t => t.Mean(end, c => c.Diversity + c.FidelityError)));
        yield return ContractsAtItsRate(cast, traces);
        int half = end / 2;
        yield return cast.Check.Below($"ln D a generation from {half} to {end}, mean over captions", 0, traces.PerSeed(t => (t.MeanLogDiversity(end) - t.MeanLogDiversity(half)) / (end - half)));
        yield return cast.Check.Below($"share of captions whose D + F ever reached {Peak}, against Ville's bound", 1 / Peak, traces.PerSeed(PeakShare));
    }

    // Each caption is looked at as late as a mean of its diversity still says something.
    private static IEnumerable<Check> WhileTestable(Cast cast, ArmTraces traces)
    {
        var spec = traces.All[0].Spec;
        var image = spec.ImageModels[0];
        (BinomialLaw Counts, int Generation)[] captions = [.. Enumerable.Range(0, spec.Captions).Select(k =>
        {
            var counts = new BinomialLaw(spec.TextModels[0].CaptionsPerGeneration, spec.InitialShares[k]);
            (double trace, double traceOfSquare) = Traces(spec.InitialImages.Gaussians, k);
            int t = 1;
            while (t < traces.Generations && ImageTheory.RelativeStandardError(counts, trace, traceOfSquare, t + 1, traces.All.Count, image.Covariance) <= MostRelativeError)
                t++;
            return (counts, t);
        })];
        string when = $"at {captions.Min(c => c.Generation)} to {captions.Max(c => c.Generation)}, mean over captions";
        double[] expected = [.. captions.Select(c => Math.Pow(ImageTheory.ContractionRate(c.Counts, image.LearningRate, image.Covariance), c.Generation))];
        yield return cast.Check.Equal($"D, from r^t, {when}", expected.Average(), traces.PerEcosystem(t => captions.Select((c, k) => t.At(c.Generation)[k].Diversity).Average()));
        double[] drifts = [.. captions.Select(c => ImageTheory.FidelityError(c.Counts, c.Generation, image.LearningRate, image.Covariance))];
        yield return cast.Check.Equal($"F, from 1 − r^t, {when}", drifts.Average(), traces.PerEcosystem(t => captions.Select((c, k) => t.At(c.Generation)[k].FidelityError).Average()));
    }

    // The headline: what ln det Σ has lost a generation, where it is defined at both ends, against the digammas.
    private static Check ContractsAtItsRate(Cast cast, ArmTraces traces)
    {
        int end = traces.Generations;
        var spec = traces.All[0].Spec;
        int[] regular = [.. Enumerable.Range(0, spec.Captions).Where(k => traces.All.All(t => t.At(end)[k].LogDet is not null && t.At(0)[k].LogDet is not null))];
        if (regular.Length == 0)
            return cast.Check.Below("ln det Σ a generation: no caption kept its full rank", 0, [double.NaN, double.NaN]);
        double[] change = traces.PerSeed(t => regular.Average(k => (t.At(end)[k].LogDet!.Value - t.At(0)[k].LogDet!.Value) / end));
        double predicted = regular.Average(k => LogDeterminantStep.Of(
            new BinomialLaw(spec.TextModels[0].CaptionsPerGeneration, spec.InitialShares[k]), spec.Dimension, spec.ImageModels[0].Covariance).Mean);
        return cast.Check.Within(
            "ln det Σ a generation, captions of full rank",
            RateMargin * Math.Abs(predicted),
            [.. change.Select(_ => predicted)],
            change,
            headline: true);
    }

    private static double PeakShare(EcosystemTrace trace)
    {
        int reached = 0;
        for (int k = 0; k < trace.Captions; k++)
        {
            if (Enumerable.Range(0, trace.Generations + 1).Any(t => trace.At(t)[k] is var c && c.Diversity + c.FidelityError >= Peak))
                reached++;
        }

        return (double)reached / trace.Captions;
    }

    private static (double Trace, double TraceOfSquare) Traces(CaptionGaussians gaussians, int caption)
    {
        // Σ = A Aᵀ, so tr Σ² is the sum of the squares of Σ's elements.
        int d = gaussians.Dimension;
        ReadOnlySpan<double> a = gaussians.Factor(caption);
        double trace = 0, squares = 0;
        for (int i = 0; i < d; i++)
        {
            for (int j = 0; j < d; j++)
            {
                double element = 0;
                for (int l = 0; l <= Math.Min(i, j); l++)
                    element += a[(i * d) + l] * a[(j * d) + l];
                squares += element * element;
                if (i == j)
                    trace += element;
            }
        }

        return (trace, squares);
    }
}
