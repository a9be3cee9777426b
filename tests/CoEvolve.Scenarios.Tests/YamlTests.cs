using System.Text;

namespace CoEvolve.Scenarios.Tests;

public class YamlTests
{
    [Theory]
    [InlineData("seed: &a 1", "(1,7): the anchor &a is not allowed.")]
    [InlineData("seed: *a", "(1,7): the alias *a is not allowed. Write the value out.")]
    [InlineData("seed: !!int 1", "(1,7): the tag")]
    [InlineData("!odd { seed: 1 }", "(1,1): the tag '!odd' is not allowed. Remove it.")]
    [InlineData("seed: 1\n---\nseed: 2", "(2,1): a second document begins; allowed is one.")]
    [InlineData("? [a, b]\n: 1", "a list or map stands where a key is expected")]
    [InlineData("{a: 1, a: 2}", "(1,8): the key 'a' stands twice.")]
    [InlineData("seed: [1", "this is not valid YAML")]
    [InlineData("seed: 1\n  name: x", "reference.yaml(2,")]
    [InlineData("vocabulary: { captions: 8\nseed: 3", "(1,15): this is not valid YAML: a bracket or quote near here is not closed")]
    [InlineData("seed: \"abc", "this is not valid YAML")]
    [InlineData("seed: \"\\xZZ\"", "this is not valid YAML")]
    [InlineData("name: \"a\\0b\"", "(1,7): the text has a character that is none")]
    [InlineData("%YAML 99999999999999.1\n---\nseed: 1", "this is not valid YAML")]
    public void What_is_no_plain_YAML_is_refused_with_its_place(string text, string expected)
    {
        Assert.Contains(expected, Given.Refusal(text));
    }

    [Theory]
    [InlineData("seed: ", "[", 20_000)]
    [InlineData("", "{a: ", 20_000)]
    [InlineData("", "- ", 20_000)]
    [InlineData("", "? ", 20_000)]
    public void Deep_nesting_is_refused(string start, string step, int depth)
    {
        string message = Given.Refusal(start + string.Concat(Enumerable.Repeat(step, depth)));
        Assert.StartsWith("reference.yaml(1,", message);
    }

    [Fact]
    public void Too_many_values_and_too_long_a_text_are_refused()
    {
        Assert.Contains("there are more than 100000 values; allowed are 100000.", Given.Refusal("seed: [" + string.Join(',', Enumerable.Repeat("1", 100_001)) + "]"));
        Assert.Contains("it has 1000001 characters; allowed are 1000000.", Given.Refusal(new string('#', 1_000_001)));
    }

    // The largest texts allowed, of what a scanner may stumble over: each takes well under a second.
    [Theory]
    [InlineData("[")]
    [InlineData("{")]
    [InlineData("- ")]
    [InlineData("? ")]
    [InlineData("a: ")]
    [InlineData("\"")]
    [InlineData("'")]
    [InlineData("!")]
    [InlineData("&a ")]
    [InlineData("%")]
    [InlineData("#")]
    [InlineData(" ")]
    [InlineData("\n")]
    [InlineData("\t")]
    [InlineData("x")]
    [InlineData(", ")]
    [InlineData("|\n ")]
    [InlineData("---\n")]
    [InlineData("...\n")]
    [InlineData("a\n")]
    [InlineData("- a\n")]
    public void A_million_characters_of_one_kind_are_refused_soon(string piece)
    {
        string text = string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length));
        var watch = System.Diagnostics.Stopwatch.StartNew();

        Given.Refusal(text);
        Given.Refusal("vocabulary: [" + text[..900_000]);

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), watch.Elapsed.ToString());
    }

    public static TheoryData<string, byte[], string> Bytes => new()
    {
        { "zero bytes", [.. Encoding.UTF8.GetBytes("seed: 1\n"), 0, 1], "it has a zero byte at offset 8" },
        { "UTF-16", Encoding.Unicode.GetBytes(Given.Smallest), "so it is binary or UTF-16; allowed is text in UTF-8. Save it as UTF-8." },
        { "invalid UTF-8", [.. Encoding.UTF8.GetBytes("name: "), 0xC3, 0x28], "its byte at offset 6 is not UTF-8" },
        { "too large", new byte[1_000_001], "it has more than 1000000 bytes; allowed are 1000000." },
    };

    [Theory]
    [MemberData(nameof(Bytes))]
    public void Files_that_are_no_text_are_refused(string what, byte[] bytes, string expected)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("odd.yaml", bytes);

        string message = Assert.Throws<ScenarioException>(() => ScenarioFile.Load(path)).Message;

        Assert.True(message.Contains(expected, StringComparison.Ordinal), $"{what}: {message}");
        Assert.Contains("odd.yaml", message);
    }

    [Fact]
    public void A_byte_order_mark_does_no_harm()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("marked.yaml", [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(Given.Smallest)]);

        Assert.Equal("marked", ScenarioFile.Load(path).Scenario.Name);
    }

    [Fact]
    public void A_missing_scenario_and_a_folder_are_refused()
    {
        using var folder = new TemporaryFolder();

        Assert.Contains("nowhere.yaml: there is no such scenario file.", Assert.Throws<ScenarioException>(() => ScenarioFile.Load("nowhere.yaml")).Message);
        Assert.Contains("it is a folder; allowed is a file.", Assert.Throws<ScenarioException>(() => ScenarioFile.Load(folder.Path)).Message);
        Assert.Throws<ScenarioException>(() => ScenarioFile.Load(""));
        Assert.Throws<ScenarioException>(() => ScenarioFile.Load("a\0b"));
    }
}
