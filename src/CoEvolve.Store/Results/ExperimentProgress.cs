namespace CoEvolve.Store;

/// <summary>How far an experiment in a database has come, as of one moment.</summary>
/// <param name="Finished">Ecosystems whose last generation is stored.</param>
/// <param name="Failed">Ecosystems that failed.</param>
/// <param name="Stopped">Ecosystems that a command stopped.</param>
/// <param name="Paused">Ecosystems that a command paused.</param>
/// <param name="Generations">Generations that are stored, over all ecosystems.</param>
/// <param name="Nodes">Nodes that compute some of it just now.</param>
/// <param name="FinishedAt">When nothing was left to do, UTC; null before that.</param>
public sealed record ExperimentProgress(int Finished, int Failed, int Stopped, int Paused, long Generations, int Nodes, DateTimeOffset? FinishedAt);
