using CoEvolve.Actors;

namespace CoEvolve.Engines;

/// <summary>What one ecosystem did during one slice. A store takes it whole or not at all.</summary>
/// <param name="EcosystemId">Whose it is.</param>
/// <param name="ExpectedGeneration">The stored generation it started from; a store that has another one refuses it.</param>
/// <param name="Generation">The generation it reached.</param>
/// <param name="Status">Running, paused, finished, stopped or failed.</param>
/// <param name="Error">What was thrown, if it failed; otherwise null.</param>
/// <param name="Checkpoint">State at <paramref name="Generation"/>; null once nothing more will be computed.</param>
/// <param name="Collapse">When diversity collapsed, so far.</param>
/// <param name="Rows">The rows of the generations that it left. The store owns them from now on.</param>
public sealed record SliceCommit(
    long EcosystemId,
    int ExpectedGeneration,
    int Generation,
    EcosystemStatus Status,
    string? Error,
    byte[]? Checkpoint,
    CollapseTimes Collapse,
    SliceRows Rows)
{
    /// <summary>Commands that took effect during the slice, in order.</summary>
    public IReadOnlyList<AppliedCommand> Commands { get; init; } = [];
}
