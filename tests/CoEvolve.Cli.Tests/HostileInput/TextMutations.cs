namespace CoEvolve.Cli.Tests.HostileInput;

/// <summary>Damage to the form of a scenario: lines, brackets, indents, nesting, YAML's other features.</summary>
internal static class TextMutations
{
    private const string Places = ":,[]{}\n\"' ";

    public static IEnumerable<Mutant> Of(string text) =>
    [
        .. Cuts(text), .. Lines(text), .. Nested(text), .. Features(text), .. Long(text), .. Tabs(text),
    ];

    /// <summary>Cut before and after every mark that has a meaning.</summary>
    private static IEnumerable<Mutant> Cuts(string text)
    {
        for (int i = 1; i < text.Length; i++)
        {
            if (Places.Contains(text[i]) && (text[i] != ' ' || i % 3 == 0))
                yield return Mutant.Of("cut off", text[..i]);
            if (Places.Contains(text[i - 1]) && text[i - 1] != ' ')
                yield return Mutant.Of("cut off", text[..i]);
            if (i % 9 == 0)
                yield return Mutant.Of("beginning missing", text[i..]);
        }
    }

    private static IEnumerable<Mutant> Lines(string text)
    {
        string[] lines = text.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            yield return Mutant.Of("line left out", Joined(lines.Where((_, j) => j != i)));
            yield return Mutant.Of("line doubled", Joined(lines.SelectMany((line, j) => j == i ? [line, line] : new[] { line })));
            yield return Mutant.Of("line at the end again", Joined(lines.Append(lines[i])));
            yield return Mutant.Of("line indented", Joined(lines.Select((line, j) => j == i ? "   " + line : line)));
            yield return Mutant.Of("sections swapped", Joined(lines.Skip(i).Concat(lines.Take(i))));
            yield return Mutant.Of("lines swapped", Joined(lines.Select((line, j) => j == i ? lines[^(i + 1)] : j == lines.Length - 1 - i ? lines[i] : line)));
        }
    }

    private static IEnumerable<Mutant> Nested(string text)
    {
        foreach (int depth in new[] { 5, 31, 32, 33, 1000, 100_000 })
        {
            yield return Mutant.Of("nested", text + "extra: " + new string('[', depth) + new string(']', depth));
            yield return Mutant.Of("nested", text + "extra: " + new string('[', depth));
            yield return Mutant.Of("nested", text + "extra: " + string.Concat(Enumerable.Repeat("{ a: ", depth)));
            yield return Mutant.Of("nested", text + string.Concat(Enumerable.Repeat("? ", depth)));
            yield return Mutant.Of("nested", text + "extra:\n" + string.Concat(Enumerable.Repeat("- ", depth)));
        }
    }

    private static IEnumerable<Mutant> Features(string text)
    {
        string[] endings =
        [
            "extra: &a [x]\nmore: *a\n", "<<: { seed: 2 }\n", "<<: *base\n", "extra: *nobody\n", "? [a, b]\n: c\n", "? { a: b }\n: c\n", "!!python/object:os.system x\n",
            "extra: !!binary aGVsbG8=\n", "extra: !custom { a: 1 }\n", "---\nseed: 2\n", "...\nseed: 2\n", "%YAML 9.9\n---\n", "%TAG ! tag:x,2000:\n", "seed: 2\n", "'seed': 2\n", "\"\\x73eed\": 2\n",
            "extra: |\n  block\n", "extra: >-\n  folded\n", "- list\n", "- - - list\n", "just words\n", ": nothing\n", "? \n", "@reserved: 1\n", "`reserved: 1\n", "extra: \"open\n", "extra: 'open\n",
            "extra: [1, 2\n", "extra: { a: 1\n", "extra: ]\n", "extra: }\n", "extra: \"\\q\"\n", "extra: \"\\ud800\"\n", "Seed: 1\n", "text model: {}\n", "textModels: {}\n", "\"\": 1\n", "\"\\n\": 1\n", "\"\\0\": 1\n",
            "\u202eseed: 1\n", "\u200bseed: 1\n", "s\u0435ed: 1\n", "extra: \u0001\n", "\ud83d\ude00: 1\n", "null: 1\n", "~: 1\n", "extra: {a: &b {c: *b}}\n",
        ];
        foreach (string ending in endings)
        {
            yield return Mutant.Of("another feature of YAML", text + ending);
            yield return Mutant.Of("another feature of YAML", ending + text);
        }

        for (int levels = 3; levels < 30; levels += 9)
            yield return Mutant.Of("aliases of aliases", text + Laughs(levels));
    }

    private static string Laughs(int levels) => "a0: &a0 [x]\n" + string.Concat(Enumerable.Range(1, levels).Select(i =>
        $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat("*a" + (i - 1), 10))}]\n"));

    private static IEnumerable<Mutant> Long(string text)
    {
        foreach (int length in new[] { 300, 2000, 500_000, 2_000_000 })
        {
            yield return Mutant.Of("long", text + new string('k', length) + ": 1\n");
            yield return Mutant.Of("long", text + "extra: " + new string('v', length) + "\n");
            yield return Mutant.Of("long", text + "extra: [" + string.Concat(Enumerable.Repeat("1,", length / 2)) + "]\n");
            yield return Mutant.Of("long", "name: " + new string('n', length) + "\n" + text.Replace("name: ", "seed: ", StringComparison.Ordinal));
            yield return Mutant.Of("long", text + new string(' ', length) + "extra: 1\n");
        }
    }

    private static IEnumerable<Mutant> Tabs(string text)
    {
        yield return Mutant.Of("tabs", text.Replace(": ", ":\t", StringComparison.Ordinal));
        yield return Mutant.Of("tabs", text.Replace("\n", "\n\t", StringComparison.Ordinal));
        yield return Mutant.Of("tabs", text.Replace("  ", "\t", StringComparison.Ordinal) + "\textra: 1\n");
        foreach (string end in new[] { "\r\n", "\r", "\u0085", "\u2028", "\v", "\f" })
        {
            yield return Mutant.Of("line ends", text.Replace("\n", end, StringComparison.Ordinal));
            yield return Mutant.Of("line ends", text.Replace("\n", end, StringComparison.Ordinal) + "seed: 2" + end + "extra: 1");
        }
    }

    private static string Joined(IEnumerable<string> lines) => string.Join('\n', lines);
}
