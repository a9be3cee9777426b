namespace CoEvolve.Store;

/// <summary>A command that an ecosystem was given.</summary>
/// <param name="Id">Its number in the store.</param>
/// <param name="Kind">What is to be done.</param>
/// <param name="Arguments">With what; null if it takes none.</param>
/// <param name="SubmittedAt">When it was given, UTC.</param>
/// <param name="AppliedGeneration">The generation it took effect at; null before that.</param>
public sealed record CommandEntry(long Id, string Kind, string? Arguments, DateTimeOffset SubmittedAt, int? AppliedGeneration);
