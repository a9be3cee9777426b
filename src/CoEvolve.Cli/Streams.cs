namespace CoEvolve.Cli;

/// <summary>Where the command writes: results to standard output, everything else to standard error.</summary>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
/// <param name="Interactive">Whether a person watches standard error: progress is then drawn, otherwise printed in lines.</param>
public sealed record Streams(TextWriter Output, TextWriter Error, bool Interactive);
