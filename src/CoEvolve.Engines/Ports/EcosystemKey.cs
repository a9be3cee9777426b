namespace CoEvolve.Engines;

/// <summary>Which ecosystem of a store, whoever runs it.</summary>
/// <param name="Experiment">Number of its experiment in the store, from 1.</param>
/// <param name="Ecosystem">Its id within the experiment, from 1.</param>
public readonly record struct EcosystemKey(long Experiment, long Ecosystem);
