namespace CoEvolve.Store;

/// <summary>Whom a command is for. Immutable.</summary>
/// <param name="Experiment">Number of the experiment in the store; null for the only one.</param>
/// <param name="Point">Number of a point, from 1; null for all.</param>
/// <param name="Ecosystem">Id of an ecosystem within the experiment, from 1; null for all.</param>
public sealed record CommandTarget(long? Experiment = null, int? Point = null, long? Ecosystem = null);

/// <summary>What became of a submission. Immutable.</summary>
/// <param name="Experiment">Number of the experiment.</param>
/// <param name="Given">Ecosystems that got the commands.</param>
/// <param name="Over">Ecosystems that were chosen and are finished, failed or stopped.</param>
public sealed record CommandReceipt(long Experiment, int Given, int Over);
