using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CoEvolve.Scenarios.Tests.Schema;

/// <summary>docs/scenario.schema.json says the same as the program, but for what a schema cannot say.</summary>
public class SchemaTests
{
    /// <summary>Refusals that need more than one key, a file, or the way a number is written; docs/scenario.md lists them.</summary>
    private static readonly Regex BeyondSchemas = new(string.Join('|',
        "one a caption\\.", "\\(imageSpace\\.dimension\\)", "no separation beside imageSpace\\.means", "2 with means: circle", "no (means|dimension|separation) beside imageSpace\\.data",
        "data only with", "statistics only where", "K·d²", "no input of that name", "too few for", "counts for a caption", "its line \\d+", "is held out; allowed", "to fit; allowed", "which holds it", "ecosystems, and allowed", "record\\.snapshots is \\d+; allowed is 0 to \\d+\\. Lower it, or raise generations",
        "whose words are not those", "the sweep changes the fitted images", "which has no key"));

    private static readonly JsonObject Schema = (JsonObject)JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "docs", "scenario.schema.json")))!;

    private static readonly string[] Bases =
    [
        """{ "vocabulary": { "captions": 2 } }""",
        """{ "name": "a", "generations": 10000000, "vocabulary": { "captions": ["a", "b"], "prior": "zipf" }, "imageSpace": { "means": [[0, 1], [1, 0]] }, "corpus": { "source": "initial" } }""",
        """{ "vocabulary": { "captions": ["a", "b"], "prior": "prior.csv" }, "imageSpace": { "data": "images.csv", "heldOut": 0.5 }, "userContent": { "source": "data", "imagesPerCaption": 1 } }""",
        """{ "vocabulary": { "prior": "prior.csv" }, "imageSpace": { "means": "circle" }, "record": { "every": 0 }, "sweep": { "corpus.captionsPerGeneration": [0, 20] } }""",
    ];

    private static readonly InputFile[] Files =
        [Given.File("prior.csv", "a,1\nb,2\n"), Given.File("images.csv", string.Concat(Enumerable.Range(0, 16).Select(i => $"{i},{i * i % 7},{i % 2}\n")))];

    private readonly SchemaValidator _validator = new(Schema);

    private readonly List<string> _wrong = [];

    [Fact]
    public void Schema_and_program_agree_on_every_key_at_its_bounds_and_beyond()
    {
        IReadOnlyList<(string[] Path, string Value)> cases = new SchemaCases(Schema).All();
        int tried = 0, beyond = 0, valid = 0;
        foreach (string text in Bases)
        {
            foreach ((string[] path, string value) in cases)
                Compare(With(text, path, value), ref tried, ref beyond, ref valid);
        }

        Assert.True(_wrong.Count == 0, string.Join('\n', _wrong.Take(12)));
        Assert.True(tried > 5000 && valid > tried / 20 && beyond < tried / 8, $"{tried} tried, {valid} valid, {beyond} beyond schemas");
    }

    [Fact]
    public void Schema_and_program_agree_on_scenarios_with_several_changes()
    {
        IReadOnlyList<(string[] Path, string Value)> cases = new SchemaCases(Schema).All();
        var random = new Random(20_260_602);
        int tried = 0, beyond = 0, valid = 0;
        for (int i = 0; i < 3000; i++)
        {
            JsonObject scenario = (JsonObject)JsonNode.Parse(Bases[random.Next(Bases.Length)])!;
            for (int changes = random.Next(2, 5); changes > 0; changes--)
            {
                (string[] path, string value) = cases[random.Next(cases.Count)];
                JsonObject changed = With(scenario.ToJsonString(), path, value);
                // Most changes are kept only if they are right, or hardly any scenario with several would be.
                if (changes == 1 || _validator.IsValid(changed))
                    scenario = changed;
            }

            Compare(scenario, ref tried, ref beyond, ref valid);
        }

        Assert.True(_wrong.Count == 0, string.Join('\n', _wrong.Take(12)));
        Assert.True(valid > 100, $"{tried} tried, {valid} valid, {beyond} beyond schemas");
    }

    [Fact]
    public void Schema_and_program_agree_on_which_settings_can_be_swept()
    {
        var resolved = (JsonObject)YamlAsJson.Read(Given.Scenario(Given.Smallest).ResolvedYaml)!;
        int tried = 0, beyond = 0, valid = 0;
        foreach ((string section, JsonNode? node) in resolved)
        {
            foreach ((string key, JsonNode? value) in node as JsonObject ?? new JsonObject { [""] = node!.DeepClone() })
            {
                var sweep = new JsonObject { [key.Length == 0 ? section : $"{section}.{key}"] = new JsonArray(value!.DeepClone()) };
                Compare(With(Bases[0], ["sweep"], sweep.ToJsonString()), ref tried, ref beyond, ref valid);
            }
        }

        Assert.True(_wrong.Count == 0, string.Join('\n', _wrong));
        Assert.True(valid > 15 && valid < tried - 5, $"{valid} of {tried} can be swept");
    }

    [Fact]
    public void The_shipped_scenarios_fit_the_schema_and_name_it_in_their_first_line()
    {
        foreach (string path in Directory.GetFiles(Path.Combine(Repository.Root, "scenarios"), "*.yaml"))
        {
            string text = File.ReadAllText(path);
            Assert.StartsWith("# yaml-language-server: $schema=../docs/scenario.schema.json\n", text);
            Assert.True(_validator.IsValid(YamlAsJson.Read(text)), path);
            Assert.True(_validator.IsValid(YamlAsJson.Read(ScenarioFile.Load(path).ResolvedYaml)), path);
        }
    }

    [Fact]
    public void Defaults_of_the_schema_are_those_of_the_program()
    {
        var resolved = (JsonObject)YamlAsJson.Read(Given.Scenario(Given.Smallest).ResolvedYaml)!;
        int compared = 0;
        foreach ((string section, JsonNode? node) in resolved)
        {
            foreach ((string key, JsonNode? value) in node as JsonObject ?? new JsonObject { [""] = node!.DeepClone() })
            {
                if (DefaultOf(key.Length == 0 ? [section] : [section, key]) is not JsonNode stated)
                    continue;
                Assert.Equal(value!.ToJsonString(), stated.ToJsonString());
                compared++;
            }
        }

        Assert.True(compared >= 20, $"{compared} defaults were compared");
    }

    private JsonNode? DefaultOf(string[] path)
    {
        JsonObject schema = Schema;
        foreach (string key in path)
        {
            JsonObject holder = schema["properties"] is null ? (JsonObject)schema["anyOf"]![0]! : schema;
            schema = _validator.Resolve((JsonObject)holder["properties"]![key]!);
        }

        return schema["default"];
    }

    private void Compare(JsonObject scenario, ref int tried, ref int beyond, ref int valid)
    {
        string text = scenario.ToJsonString();
        bool fits = _validator.IsValid(AtItsFirstPoint(scenario));
        string? refusal = null;
        try
        {
            Given.Scenario(text, files: Files);
        }
        catch (ScenarioException exception)
        {
            refusal = exception.Message;
        }

        tried++;
        if (refusal is null)
        {
            valid++;
            if (!fits)
                _wrong.Add("The program takes what the schema refuses: " + text);
        }
        else if (fits)
        {
            beyond++;
            if (!BeyondSchemas.IsMatch(refusal))
                _wrong.Add($"The schema takes what the program refuses: {text}\n{refusal}");
        }
    }

    // What a sweep replaces is never looked at by the program.
    private static JsonObject AtItsFirstPoint(JsonObject scenario)
    {
        JsonObject point = scenario;
        foreach ((string key, JsonNode? values) in scenario["sweep"] as JsonObject ?? [])
        {
            string[] path = key.Split('.');
            if (values is JsonArray { Count: > 0 } list && (path.Length == 1 || point[path[0]] is JsonObject or null))
                point = With(point.ToJsonString(), path, list[0]?.ToJsonString() ?? "null");
        }

        return point;
    }

    private static JsonObject With(string text, string[] path, string value)
    {
        var root = (JsonObject)JsonNode.Parse(text)!;
        JsonObject map = root;
        foreach (string key in path[..^1])
        {
            if (map[key] is not JsonObject child)
                map[key] = child = [];
            map = child;
        }

        map[path[^1]] = JsonNode.Parse(value);
        return root;
    }
}
