using System.Collections.Immutable;
using CoEvolve.Core;

namespace CoEvolve.Actors;

/// <summary>What is recorded, and when. Recording never changes a result.</summary>
public sealed class RecordingSpec
{
    /// <summary>Checks and keeps the parts.</summary>
    /// <param name="every">Record each generation divisible by it; 0 records only generation 0 and the last.</param>
    /// <param name="captions">Whether every caption is recorded, beside the models as wholes.</param>
    /// <param name="snapshots">Generations at which the models' whole parameters are stored; ≥ 0.</param>
    public RecordingSpec(int every, bool captions, IEnumerable<int> snapshots)
    {
        Every = Preconditions.InRange(every, 0, int.MaxValue);
        Captions = captions;
        Snapshots = [.. snapshots];
        foreach (int generation in Snapshots)
            Preconditions.InRange(generation, 0, int.MaxValue, nameof(snapshots));
    }

    /// <summary>Record each generation divisible by it; 0 records only generation 0 and the last.</summary>
    public int Every { get; }

    /// <summary>Whether every caption is recorded.</summary>
    public bool Captions { get; }

    /// <summary>Generations at which the models' whole parameters are stored.</summary>
    public ImmutableSortedSet<int> Snapshots { get; }

    /// <summary>Whether metrics of this generation are recorded, in an ecosystem that ends at <paramref name="last"/>.</summary>
    public bool Records(int generation, int last) => generation == last || Records(generation);

    /// <summary>Whether metrics of this generation are recorded, though it is not the last.</summary>
    public bool Records(int generation) => generation == 0 || (Every > 0 && generation % Every == 0);
}
