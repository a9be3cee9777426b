namespace CoEvolve.Report;

/// <summary>Text as it stands in a file.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Text">The text.</param>
internal sealed record Source(string Name, string Text) : Block;
