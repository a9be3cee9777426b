namespace CoEvolve.Findings;

/// <summary>What theory says of one measure at one generation: a statement on its mean over replicates.</summary>
/// <param name="Generation">t ≥ 0, or <see cref="LongRun"/>.</param>
/// <param name="Quantity">
/// The measure, by its column in the results: gini_simpson, share, diversity, fidelity_error, log_det; or
/// diversity_plus_fidelity, which is the sum of two. Of log_det the mean over the replicates that have one.
/// </param>
/// <param name="Model">Name of the model whose rows in the results have it: a share stands with the image model.</param>
/// <param name="Caption">The word, or null for the model as a whole.</param>
/// <param name="Predicted">The value, in the measure's unit; finite.</param>
/// <param name="Kind">What the value is to the mean.</param>
public sealed record Prediction(int Generation, string Quantity, string Model, string? Caption, double Predicted, PredictionKind Kind)
{
    /// <summary>The generation of what is true in the limit of many generations.</summary>
    public const int LongRun = int.MaxValue;
}
