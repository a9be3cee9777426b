using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace CoEvolve.Cluster.Tests;

/// <summary>Compares exports byte for byte.</summary>
internal static partial class Export
{
    /// <summary>The formats there are.</summary>
    public static readonly IReadOnlyList<string> Formats = ["csv", "json"];

    /// <summary>Asserts that two folders have the same files; but for when the experiment was started and finished.</summary>
    /// <param name="expected">A folder.</param>
    /// <param name="actual">Another.</param>
    /// <param name="but">Files that may differ.</param>
    public static void AssertSame(string expected, string actual, params string[] but)
    {
        string[] files = [.. Names(expected).Except(but)];
        Assert.Equal(files, Names(actual).Except(but));
        Assert.True(files.Length >= 6, $"{files.Length} files");
        foreach (string file in files)
        {
            byte[] one = Read(Path.Combine(expected, file)), other = Read(Path.Combine(actual, file));
            Assert.True(one.AsSpan().SequenceEqual(other), Difference(file, one, other));
        }
    }

    /// <summary>The lines of a table, which is CSV, as one text for each ecosystem; in the order of generations.</summary>
    public static Dictionary<long, string> RowsByEcosystem(string file)
    {
        string[] lines = File.ReadAllLines(file);
        Assert.StartsWith("ecosystem_id,generation,", lines[0], StringComparison.Ordinal);
        return lines.Skip(1).GroupBy(line => long.Parse(line[..line.IndexOf(',')], CultureInfo.InvariantCulture))
            .ToDictionary(group => group.Key, group => string.Join('\n', group));
    }

    private static string[] Names(string folder) => [.. Directory.GetFiles(folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    private static byte[] Read(string file)
    {
        byte[] bytes = File.ReadAllBytes(file);
        if (Path.GetFileNameWithoutExtension(file) != "experiment")
            return bytes;
        string text = Encoding.UTF8.GetString(bytes);
        Assert.Equal(2, Time().Count(text));
        return Encoding.UTF8.GetBytes(Time().Replace(text, "time"));
    }

    private static string Difference(string file, byte[] expected, byte[] actual)
    {
        string[] one = Encoding.UTF8.GetString(expected).Split('\n'), other = Encoding.UTF8.GetString(actual).Split('\n');
        int line = one.Zip(other).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"{file} has {other.Length} lines for {one.Length}; line {line + 1} is\n{other.ElementAtOrDefault(line)}\nfor\n{one.ElementAtOrDefault(line)}";
    }

    [GeneratedRegex("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z")]
    private static partial Regex Time();
}
