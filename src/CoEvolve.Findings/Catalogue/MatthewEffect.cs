namespace CoEvolve.Findings;

/// <summary>C4: the more often a caption is written, the longer its images keep their diversity.</summary>
public sealed class MatthewEffect : Finding
{
    // What the index must exceed from Zipf's law and from a uniform start. Ranks of five captions that stand symmetrically say
    // less than those of eight: the source's setting shows a weaker effect.
    private static readonly (double Zipf, double Uniform) Many = (0.3, 0.15), Few = (0.2, 0);

    /// <inheritdoc/>
    public override string Id => "C4";

    /// <inheritdoc/>
    public override string Claim => "Dominant captions keep their images' diversity longest (a Matthew effect), even where no caption dominates at first.";

    /// <inheritdoc/>
    public override string Theorem => "E[tr Σ'] = (1 − 1/n) tr Σ: more draws, less loss";

    /// <inheritdoc/>
    public override IReadOnlyList<Arm> Arms => [ArmCatalogue.BothEvolve, ArmCatalogue.UniformPrior];

    /// <inheritdoc/>
    public override IReadOnlyList<CounterTest> Counters =>
    [
        new(
            "a frozen, nearly uniform text favours nobody",
            new Dictionary<Arm, Arm> { [ArmCatalogue.BothEvolve] = ArmCatalogue.FrozenUniformText, [ArmCatalogue.UniformPrior] = ArmCatalogue.FrozenUniformText }),
    ];

    /// <inheritdoc/>
    public override IEnumerable<Check> Examine(Cast cast)
    {
        ArgumentNullException.ThrowIfNull(cast);
        ArmTraces zipf = cast[ArmCatalogue.BothEvolve], uniform = cast[ArmCatalogue.UniformPrior];
        foreach (Check check in StepChecks.Images(cast, ArmCatalogue.UniformPrior))
            yield return check;
        (double fromZipf, double fromUniform) = zipf.All[0].Captions >= 8 ? Many : Few;
        foreach (int at in (int[])[10, 20, 50])
            yield return cast.Check.Above($"Matthew index at {at}", fromZipf, zipf.PerSeed(t => t.MatthewIndex[at]), headline: at == 20);
        foreach (int at in (int[])[20, 30, 50])
            yield return cast.Check.Above($"Matthew index at {at}, from uniform captions", fromUniform, uniform.PerSeed(t => t.MatthewIndex[at]));
    }
}
