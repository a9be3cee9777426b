namespace CoEvolve.Scenarios;

/// <summary>Guesses which word was meant.</summary>
internal static class NearestKey
{
    /// <returns>" Did you mean x?", or nothing where no candidate is near.</returns>
    public static string Suggest(string written, IEnumerable<string> candidates)
    {
        if (written.Length is 0 or > 100)
            return "";
        (string Key, int Distance) best = candidates.Select(key => (key, Distance(written, key))).MinBy(pair => pair.Item2);
        return best.Distance <= Math.Max(2, best.Key.Length / 3) ? $" Did you mean {best.Key}?" : "";
    }

    // Levenshtein's edit distance, blind to upper and lower case.
    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = diagonal + (char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
