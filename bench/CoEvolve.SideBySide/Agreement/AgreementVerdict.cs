namespace CoEvolve.SideBySide;

/// <summary>Whether all metrics agree, at a family-wise error of 0.1% by Bonferroni's rule.</summary>
internal sealed class AgreementVerdict
{
    /// <summary>Probability that two programs for the same model are called different.</summary>
    public const double FamilyError = 0.001;

    /// <summary>Judges.</summary>
    public AgreementVerdict(IReadOnlyList<Comparison> comparisons)
    {
        Comparisons = comparisons;
        Disagreements = [.. comparisons.Where(c => c.PValue * comparisons.Count < FamilyError)];
    }

    /// <summary>All of them.</summary>
    public IReadOnlyList<Comparison> Comparisons { get; }

    /// <summary>Those whose p-value is under <see cref="FamilyError"/> divided by the number of comparisons.</summary>
    public IReadOnlyList<Comparison> Disagreements { get; }

    /// <summary>The smallest p-value times the number of comparisons, at most 1.</summary>
    public double CorrectedPValue => Math.Min(1, Comparisons.Min(c => c.PValue) * Comparisons.Count);
}
