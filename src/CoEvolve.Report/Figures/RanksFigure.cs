
namespace CoEvolve.Report;

/// <summary>Image diversity by rank of the caption at each generation.</summary>
internal static class RanksFigure
{
    private const int MostRanks = 8;

    /// <summary>The figure; null if captions were not recorded or there is one alone.</summary>
    public static Figure? Of(GroupData group, string id, string title, string? subtitle, string note)
    {
        IReadOnlyList<Course> ranks = group.LogDiversityByRank(group.Image);
        if (ranks.Count < 2)
            return null;
        // Of many captions some, the first and the last among them.
        int count = Math.Min(MostRanks, ranks.Count);
        IEnumerable<int> shown = Enumerable.Range(0, count).Select(i => (int)((long)i * (ranks.Count - 1) / (count - 1))).Distinct();
        return Draw.Lines(
            id,
            title,
            subtitle,
            note,
            Draw.Powers("image diversity D (geometric mean)"),
            [.. shown.Select((r, i) => Draw.Measured(Ordinal(r + 1), ranks[r], i))]);
    }

    private static string Ordinal(int number) => (number % 10, number % 100) switch
    {
        (1, not 11) => $"{number}st",
        (2, not 12) => $"{number}nd",
        (3, not 13) => $"{number}rd",
        _ => $"{number}th",
    };
}
