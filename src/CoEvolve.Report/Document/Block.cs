namespace CoEvolve.Report;

/// <summary>A piece of a report, from top to bottom.</summary>
internal abstract record Block;
