namespace CoEvolve.Scenarios;

/// <summary>A word of a word file with how often it counts, and the line it stands in.</summary>
internal readonly record struct WordCount(string Word, double Count, int Line);
