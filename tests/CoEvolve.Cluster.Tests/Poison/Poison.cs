using System.Globalization;

namespace CoEvolve.Cluster.Tests;

/// <summary>An ecosystem that kills the process that computes it.</summary>
/// <param name="Replicate">Which one, of an experiment of one point.</param>
/// <param name="Generation">The generation that nobody survives; all before it are harmless.</param>
internal sealed record Poison(int Replicate, int Generation)
{
    /// <summary>Reads "6@23", the sixth replicate and the generation 23; several are apart by commas.</summary>
    public static Poison[] Parse(string text) => [.. text.Split(',').Select(part => part.Split('@')).Select(pair => new Poison(
        int.Parse(pair[0], CultureInfo.InvariantCulture), int.Parse(pair[1], CultureInfo.InvariantCulture)))];
}
