namespace CoEvolve.Report;

/// <summary>Names and values.</summary>
/// <param name="Items">In order.</param>
internal sealed record Facts(IReadOnlyList<(string Name, string Value)> Items) : Block;
