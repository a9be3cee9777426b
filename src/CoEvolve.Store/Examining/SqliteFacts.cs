namespace CoEvolve.Store;

/// <summary>What matters to CoEvolve about a results file. Immutable.</summary>
/// <param name="Format">The file's format.</param>
/// <param name="NewestFormat">The one that this program writes.</param>
/// <param name="Experiments">How many it has.</param>
/// <param name="Unfinished">Those of them that a run could go on with.</param>
/// <param name="IsBeingWritten">Whether a run is at it.</param>
/// <param name="MayWrite">Whether this user may write it.</param>
public sealed record SqliteFacts(long Format, long NewestFormat, long Experiments, long Unfinished, bool IsBeingWritten, bool MayWrite);
