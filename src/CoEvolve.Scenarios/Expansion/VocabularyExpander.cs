using System.Globalization;

namespace CoEvolve.Scenarios;

/// <summary>Gives captions their names and first probabilities.</summary>
internal static class VocabularyExpander
{
    /// <param name="settings">The section vocabulary.</param>
    /// <param name="file">The prior's file, if the prior is one.</param>
    /// <param name="note">Takes what deserves a note.</param>
    public static ExpandedVocabulary Expand(VocabularySettings settings, byte[]? file, Action<string> note)
    {
        if (file is not null)
            return FromFile(settings, WordFile.ReadPrior(file), note);
        IReadOnlyList<string> words = Words(settings) ?? throw new ArgumentException("There are no captions.", nameof(settings));
        double[] shares = settings.Prior == VocabularySettings.Zipf ? InitialPriors.Zipf(words.Count, settings.Exponent) : InitialPriors.Uniform(words.Count);
        return new ExpandedVocabulary(words, shares);
    }

    /// <summary>Counts the words of a file against a vocabulary; those outside are noted.</summary>
    public static double[] Count(IReadOnlyList<WordCount> rows, IReadOnlyList<string> vocabulary, Action<string> note)
    {
        var captions = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int k = 0; k < vocabulary.Count; k++)
            captions.Add(vocabulary[k], k);
        var counts = new double[vocabulary.Count];
        WordCount? firstOutside = null;
        int outside = 0;
        foreach (WordCount row in rows)
        {
            if (captions.TryGetValue(row.Word, out int caption))
            {
                counts[caption] += row.Count;
                continue;
            }

            firstOutside ??= row;
            outside++;
        }

        if (!counts.Any(count => count > 0))
        {
            throw new InputFileException($"none of its {Numerals.Of(rows.Count, "line")} counts for a caption of the vocabulary; "
                + "allowed is one or more. Correct the file, or vocabulary.captions");
        }

        if (firstOutside is { } first)
            note($"{outside} of its {Numerals.Of(rows.Count, "line")} {(outside == 1 ? "is" : "are")} outside the vocabulary and not counted; the first is {Quote.Always(first.Word)} in line {first.Line}.");
        return counts;
    }

    private static ExpandedVocabulary FromFile(VocabularySettings settings, IReadOnlyList<WordCount> rows, Action<string> note)
    {
        IReadOnlyList<string> words = Words(settings) ?? [.. rows.Select(row => row.Word)];
        if (words.Count > ScenarioLimits.MostCaptions)
            throw new InputFileException($"it has {words.Count} words; allowed are {ScenarioLimits.MostCaptions}. Use a shorter list");
        double[] counts = Count(rows, words, note);
        int missing = counts.Count(count => count == 0);
        if (missing > 0)
            note($"{missing} of {Numerals.Of(words.Count, "caption")} {(missing == 1 ? "has no count in it and starts" : "have no count in it and start")} with probability 0; the first is {Quote.Always(words[Array.IndexOf(counts, 0.0)])}.");
        return new ExpandedVocabulary(words, InitialPriors.FromCounts(counts));
    }

    private static IReadOnlyList<string>? Words(VocabularySettings settings)
    {
        if (settings.Count is not int count)
            return settings.Words;
        string digits = "D" + Numerals.Of(count).Length.ToString(CultureInfo.InvariantCulture);
        return [.. Enumerable.Range(1, count).Select(k => "caption-" + k.ToString(digits, CultureInfo.InvariantCulture))];
    }
}
