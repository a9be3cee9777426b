namespace CoEvolve.Actors;

/// <summary>
/// First generations at which Gini–Simpson diversity of the text, and share-weighted diversity of the images, were under
/// 5% of what they started with; null if they never were, or started at 0. With several models of a kind: their mean.
/// Followed in every generation, whatever is recorded.
/// </summary>
/// <param name="Text">Generation at which the text collapsed.</param>
/// <param name="Image">Generation at which the images collapsed.</param>
public readonly record struct CollapseTimes(int? Text, int? Image)
{
    /// <summary>The share of the start under which diversity counts as collapsed.</summary>
    public const double Threshold = 0.05;
}
