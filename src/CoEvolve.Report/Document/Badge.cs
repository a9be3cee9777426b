namespace CoEvolve.Report;

/// <summary>A word that says how something came out.</summary>
/// <param name="Text">The word.</param>
/// <param name="Good">Whether that is good.</param>
internal sealed record Badge(string Text, bool Good);
