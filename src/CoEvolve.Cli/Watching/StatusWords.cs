using System.Globalization;
using CoEvolve.Engines;

namespace CoEvolve.Cli;

/// <summary>Statuses of ecosystems in words, as they are stored, and counts of them.</summary>
internal static class StatusWords
{
    /// <summary>All of them, in the order in which an ecosystem goes through them.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<EcosystemStatus>().Select(Of)];

    public static string Of(EcosystemStatus status) => status.ToString().ToLowerInvariant();

    /// <exception cref="BadInputException">There is no such status.</exception>
    public static EcosystemStatus Parse(string option, string word) => All.Contains(word)
        ? Enum.GetValues<EcosystemStatus>()[All.ToList().IndexOf(word)]
        : throw new BadInputException($"{option} is '{word}'; allowed are {string.Join(", ", All)}. Correct it.");

    /// <summary>"30 finished, 2 failed", without what there is none of.</summary>
    public static string Counts(IReadOnlyDictionary<EcosystemStatus, int> counts) => string.Join(
        ", ",
        counts.OrderBy(pair => pair.Key).Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Value:N0} {Of(pair.Key)}")));
}
