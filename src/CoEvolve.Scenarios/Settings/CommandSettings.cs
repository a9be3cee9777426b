using System.Collections.Immutable;
using CoEvolve.Actors;

namespace CoEvolve.Scenarios;

/// <summary>A command that the scenario gives its ecosystems, as if somebody had given it while they run. Immutable.</summary>
/// <param name="At">The generation at which it takes effect: before the step out of it.</param>
/// <param name="Command">What to do.</param>
/// <param name="Ecosystems">
/// For which ecosystems it is, as ranges of their ids in the experiment, from 1, rising and apart; empty for all.
/// </param>
public sealed record CommandSettings(int At, SteeringCommand Command, ImmutableArray<(int First, int Last)> Ecosystems)
{
    /// <summary>Which replicates of a point it is for.</summary>
    /// <param name="point">Index of the point, from 0.</param>
    /// <param name="replicates">Replicates a point.</param>
    /// <returns>Null for all; empty for none.</returns>
    public IReadOnlyList<int>? ReplicatesOf(int point, int replicates)
    {
        if (Ecosystems.IsEmpty)
            return null;
        long before = (long)point * replicates;
        int[] those = [.. Ecosystems
            .Select(range => (First: Math.Max(1, range.First - before), Last: Math.Min(replicates, range.Last - before)))
            .Where(range => range.First <= range.Last)
            .SelectMany(range => Enumerable.Range((int)range.First, (int)(range.Last - range.First + 1)))];
        return those.Length == replicates ? null : those;
    }
}
