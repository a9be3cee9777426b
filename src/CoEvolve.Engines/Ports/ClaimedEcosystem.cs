using CoEvolve.Actors;

namespace CoEvolve.Engines;

/// <summary>An ecosystem that the claimer, and nobody else, may advance until it gives the claim back.</summary>
/// <param name="Id">Its id as the store's slices carry it, from 1.</param>
/// <param name="Experiment">Number of its experiment in the store, from 1.</param>
/// <param name="Point">Index of its point in the experiment, from 0.</param>
/// <param name="Replicate">Number of the replicate, from 1.</param>
/// <param name="Generation">The generation that is stored; 0 if nothing is.</param>
/// <param name="Checkpoint">Its checkpoint at that generation, or null where it has not started.</param>
public sealed record ClaimedEcosystem(long Id, long Experiment, int Point, int Replicate, int Generation, byte[]? Checkpoint)
{
    /// <summary>Commands that are to be applied to it before it goes on, in this order.</summary>
    public IReadOnlyList<PendingCommand> Commands { get; init; } = [];

    /// <summary>
    /// The highest number of a command for it that the store knew when it was claimed: it is among <see cref="Commands"/>, or has taken
    /// effect before. 0 for none, and where commands come with claims alone.
    /// </summary>
    public long LastCommand { get; init; }

    /// <summary>The most generations that its next slice may have; null where only time and rows bound it.</summary>
    public int? MostGenerations { get; init; }

    /// <summary>The state that its next slice starts from.</summary>
    /// <exception cref="FormatException">What is stored is damaged, no checkpoint, or of another version.</exception>
    internal EcosystemCheckpoint StartOf(EcosystemSpec spec) =>
        Checkpoint is null ? EcosystemCheckpoint.Initial(spec, Replicate) : EcosystemCheckpoint.FromBytes(Checkpoint);

    /// <summary>The generation that its next slice must not go beyond.</summary>
    internal int LastGeneration(EcosystemSpec spec) => (int)Math.Min(spec.Generations, Generation + (long)(MostGenerations ?? int.MaxValue));
}
