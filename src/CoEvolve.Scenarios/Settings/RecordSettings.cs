namespace CoEvolve.Scenarios;

/// <summary>What is recorded, and when. Never changes a result. Immutable.</summary>
/// <param name="Every">Each generation divisible by it; 0 only generation 0 and the last. By default 1, with a sweep 10.</param>
/// <param name="Captions">Whether every caption is recorded. By default true, with a sweep false.</param>
/// <param name="Snapshots">Generations at which whole models are stored; rising. Those beyond the last generation are noted and never come.</param>
public sealed record RecordSettings(int Every, bool Captions, IReadOnlyList<int> Snapshots);
