using System.Globalization;

namespace CoEvolve.Scenarios;

/// <summary>
/// Reads captions from a file. CSV files (by their extension) hold rows word,count with or without a header; any other
/// file, and a CSV file without a single comma, holds one caption a line.
/// </summary>
internal static class WordFile
{
    private const double MostCount = 1e15;

    private static readonly HashSet<string> NoNumbers = new(["nan", "inf", "infinity", "na", "n/a", "null", "none"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads a corpus: rows, or captions one a line.</summary>
    public static IReadOnlyList<WordCount> ReadCorpus(string name, byte[] bytes)
    {
        List<(string Text, int Number)> lines = Lines(bytes);
        bool rows = name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) && lines.Exists(line => line.Text.Contains(','));
        return rows ? Rows(lines) : lines.ConvertAll(line => new WordCount(line.Text, 1, line.Number));
    }

    /// <summary>Reads a prior: rows word,count, every word once.</summary>
    public static IReadOnlyList<WordCount> ReadPrior(byte[] bytes)
    {
        IReadOnlyList<WordCount> rows = Rows(Lines(bytes));
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (WordCount row in rows)
        {
            if (VocabularyReader.Objection(row.Word) is string objection)
            {
                throw new InputFileException($"its line {row.Line} has the word {Quote.Always(row.Word)}, which {objection}; "
                    + "allowed are words of 1 to 1000 characters. Correct it");
            }

            if (!seen.TryAdd(row.Word, row.Line))
            {
                throw new InputFileException($"its line {row.Line} has the word {Quote.Always(row.Word)} a second time, after line {seen[row.Word]}; "
                    + "allowed is once. Add the counts up");
            }
        }

        return rows;
    }

    private static List<(string Text, int Number)> Lines(byte[] bytes)
    {
        string text = TextDecoder.TryDecode(bytes, out string reason) ?? throw new InputFileException(reason.TrimEnd('.'));
        List<(string Text, int Number)> lines = [.. text.Split('\n').Select((line, i) => (line.Trim(), i + 1)).Where(line => line.Item1.Length > 0)];
        return lines.Count > 0 ? lines : throw new InputFileException("it is empty; "
            + "allowed is one line or more. Name a file with captions");
    }

    private static List<WordCount> Rows(List<(string Text, int Number)> lines)
    {
        var rows = new List<WordCount>(lines.Count);
        foreach ((string text, int number) in lines)
        {
            int comma = text.LastIndexOf(',');
            string cell = text[(comma + 1)..].Trim();
            bool isNumber = Numerals.TryParse(cell, out double count);
            if (comma >= 0 && rows.Count == 0 && number == lines[0].Number && IsHeading(cell))
                continue;
            if (comma < 0)
            {
                throw new InputFileException($"its line {number} is {Quote.Always(text)}; "
                    + "allowed are rows word,count. Add the count after a comma");
            }

            if (!isNumber || count < 0 || count > MostCount)
            {
                throw new InputFileException($"its line {number} has the count {Quote.Always(cell)}; "
                    + $"allowed is a number in [0, {MostCount.ToString("R", CultureInfo.InvariantCulture)}]. Correct it");
            }

            rows.Add(new WordCount(Unquote(text[..comma].Trim()), count, number));
        }

        return rows.Count > 0 ? rows : throw new InputFileException("it has a header and no rows; allowed are rows word,count. Add some");
    }

    // A count that is missing or no number belongs to a row, which must not pass for a header and be lost.
    private static bool IsHeading(string cell) =>
        cell.Any(char.IsLetter) && !cell.Any(char.IsAsciiDigit) && !NoNumbers.Contains(cell.TrimStart('+', '-', '.'));

    private static string Unquote(string cell) =>
        cell.Length >= 2 && cell[0] == '"' && cell[^1] == '"' ? cell[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : cell;
}
