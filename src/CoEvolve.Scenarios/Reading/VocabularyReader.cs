namespace CoEvolve.Scenarios;

/// <summary>Reads the section vocabulary.</summary>
internal static class VocabularyReader
{
    public static VocabularySettings Read(Section root)
    {
        Section section = root.Child("vocabulary", "captions", "prior", "exponent");
        string prior = section.Text("prior", VocabularySettings.Uniform, "uniform, zipf or the path of a CSV file with rows word,count");
        double exponent = section.Number("exponent", 1, new NumberRange(0, ScenarioLimits.MostExponent));
        string allowed = $"a count, 1 to {ScenarioLimits.MostCaptions}, or a list of words";
        switch (section.Find("captions"))
        {
            case ListNode list:
                return new VocabularySettings(null, Words(section, list), prior, exponent);
            case ScalarNode { Quoted: false } scalar when Numerals.IsWhole(scalar.Text):
                return new VocabularySettings(section.Whole("captions", scalar, 1, ScenarioLimits.MostCaptions, ", or give a list of words"), null, prior, exponent);
            case Node node:
                throw section.Refuse("captions", node, allowed, "Write one of the two");
        }

        var settings = new VocabularySettings(null, null, prior, exponent);
        return settings.PriorIsFile
            ? settings
            : throw new ScenarioException($"{section.PlaceOf("captions")}: vocabulary.captions is missing; "
                + $"allowed is {allowed}. Write vocabulary: {{ captions: 8 }}, or name a CSV file as vocabulary.prior.");
    }

    /// <returns>Why a text is no caption, or null if it is one.</returns>
    public static string? Objection(string caption) =>
        caption.Length is 0 or > 1000 ? "is empty or longer than 1000 characters"
        : caption.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029') ? "has a line break or control character"
        : caption.Trim() != caption ? "begins or ends with a blank"
        : null;

    private static string[] Words(Section section, ListNode list)
    {
        if (list.Items.Count is 0 or > ScenarioLimits.MostCaptions)
            throw section.Refuse("captions", list, $"a list of 1 to {ScenarioLimits.MostCaptions} words", "Write the words, or a count");
        var words = new HashSet<string>(StringComparer.Ordinal);
        foreach (Node item in list.Items)
        {
            if (item is not ScalarNode { IsNull: false } word)
                throw section.Refuse("captions", item, "a list of words", "Put the word into quotes");
            if (Objection(word.Text) is string objection)
            {
                throw new ScenarioException($"{word.Origin}: vocabulary.captions has {Quote.Always(word.Text)}, which {objection}; "
                    + "allowed are words of 1 to 1000 characters on one line. Correct it.");
            }

            if (!words.Add(word.Text))
            {
                throw new ScenarioException($"{word.Origin}: vocabulary.captions has {Quote.Always(word.Text)} twice; "
                    + "allowed are distinct words. Remove one of them.");
            }
        }

        return [.. words];
    }
}
