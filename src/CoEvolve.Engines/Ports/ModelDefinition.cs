namespace CoEvolve.Engines;

/// <summary>A model as the store knows it: its name, and whether it makes text or images.</summary>
/// <param name="Name">Unique in the experiment.</param>
/// <param name="Kind">What it makes.</param>
public sealed record ModelDefinition(string Name, ModelKind Kind);
