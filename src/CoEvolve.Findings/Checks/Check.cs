namespace CoEvolve.Findings;

/// <summary>One comparison of a prediction with what was measured. Immutable.</summary>
/// <param name="Setting">Name of the setting.</param>
/// <param name="Name">What is compared, for a reader.</param>
/// <param name="Kind">Whether the data must not refute it, or must establish it.</param>
/// <param name="Relation">How the measured value should stand to the predicted one: "=", "&lt;", "&gt;", "≤", "≥", or a margin such as "±0.02".</param>
/// <param name="Predicted">The value, bound or centre that theory or the finding names.</param>
/// <param name="Measured">The estimate.</param>
/// <param name="Lower">Lower end of the estimate's 99% interval.</param>
/// <param name="Upper">Upper end of the estimate's 99% interval.</param>
/// <param name="Effect">Cohen's d: distance from the predicted value in standard deviations of the independent values.</param>
/// <param name="PValue">Of the hypothesis that a failed agreement, or an established demonstration, refutes.</param>
/// <param name="Headline">Whether it stands for its finding in a short table.</param>
public sealed record Check(
    string Setting,
    string Name,
    CheckKind Kind,
    string Relation,
    double Predicted,
    double Measured,
    double Lower,
    double Upper,
    double Effect,
    double PValue,
    bool Headline = false);
