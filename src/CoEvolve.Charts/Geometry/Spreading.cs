namespace CoEvolve.Charts;

/// <summary>Moves labels apart along a line, each as little as possible.</summary>
internal static class Spreading
{
    /// <summary>Least squares under the demand that labels keep their order and do not overlap (pooled adjacent violators).</summary>
    /// <param name="wanted">Where the labels' centres ought to be, in any order.</param>
    /// <param name="size">Extent of each label.</param>
    /// <param name="low">Where the first may begin.</param>
    /// <param name="high">Where the last must end.</param>
    /// <returns>Centres in the order of <paramref name="wanted"/>, or null if there is no room.</returns>
    public static double[]? Centres(IReadOnlyList<double> wanted, double size, double low, double high)
    {
        int n = wanted.Count;
        if (n * size > high - low + 1e-9)
            return null;
        int[] order = [.. Enumerable.Range(0, n).OrderBy(i => wanted[i])];
        // Without the sizes of those before it, a label may be anywhere not before its predecessor: an isotonic regression.
        var pools = new List<(double Sum, int Count)>();
        for (int rank = 0; rank < n; rank++)
        {
            pools.Add((wanted[order[rank]] - rank * size, 1));
            while (pools.Count > 1 && pools[^2].Sum / pools[^2].Count >= pools[^1].Sum / pools[^1].Count)
            {
                var last = pools[^1];
                pools.RemoveAt(pools.Count - 1);
                pools[^1] = (pools[^1].Sum + last.Sum, pools[^1].Count + last.Count);
            }
        }

        var centres = new double[n];
        int next = 0;
        foreach (var (sum, count) in pools)
        {
            double common = Math.Clamp(sum / count, low + size / 2, high - size / 2 - (n - 1) * size);
            for (int i = 0; i < count; i++, next++)
                centres[order[next]] = common + next * size;
        }

        return centres;
    }
}
