using System.Globalization;
using System.Text;

namespace CoEvolve.Scenarios;

/// <summary>Writes a scenario as YAML: every setting, one way only. Reading the text gives the same text again.</summary>
internal static class ScenarioWriter
{
    private const int LineLength = 100;

    public static string Write(Scenario scenario)
    {
        var text = new StringBuilder();
        Line(text, "name", Text(scenario.Name));
        Line(text, "seed", scenario.Seed.ToString(CultureInfo.InvariantCulture));
        Line(text, "replicates", Numerals.Of(scenario.Replicates));
        Line(text, "generations", Numerals.Of(scenario.Generations));
        Vocabulary(text, scenario.Vocabulary);
        ImageSpace(text, scenario.ImageSpace);
        text.Append("textModel:\n");
        Line(text, "  captionsPerGeneration", Numerals.Of(scenario.TextModel.CaptionsPerGeneration));
        Line(text, "  reader", ScenarioReader.NameOf(scenario.TextModel.Reader));
        Line(text, "  perceptionNoise", Numerals.Of(scenario.TextModel.PerceptionNoise));
        Line(text, "  learningRate", Numerals.Of(scenario.TextModel.LearningRate));
        Line(text, "  frozen", Flag(scenario.TextModel.Frozen));
        text.Append("imageModel:\n");
        Line(text, "  covariance", ScenarioReader.NameOf(scenario.ImageModel.Covariance));
        Line(text, "  learningRate", Numerals.Of(scenario.ImageModel.LearningRate));
        Line(text, "  frozen", Flag(scenario.ImageModel.Frozen));
        Line(text, "  images", ScenarioReader.NameOf(scenario.ImageModel.Images));
        text.Append("corpus:\n");
        Line(text, "  captionsPerGeneration", Numerals.Of(scenario.Corpus.CaptionsPerGeneration));
        Line(text, "  source", Text(scenario.Corpus.Source));
        text.Append("userContent:\n");
        Line(text, "  imagesPerCaption", Numerals.Of(scenario.UserContent.ImagesPerCaption));
        Line(text, "  source", ScenarioReader.NameOf(scenario.UserContent.Source));
        text.Append("record:\n");
        Line(text, "  every", Numerals.Of(scenario.Record.Every));
        Line(text, "  captions", Flag(scenario.Record.Captions));
        List(text, "  snapshots", scenario.Record.Snapshots.Select(generation => Numerals.Of(generation)));
        if (scenario.Commands.Count > 0)
            text.Append("commands:\n");
        foreach (CommandSettings command in scenario.Commands)
            Command(text, command);
        if (scenario.Sweep.Count > 0)
            text.Append("sweep:\n");
        foreach (SweepKey key in scenario.Sweep)
            List(text, "  " + Text(key.Key), key.Values);
        return text.ToString();
    }

    private static void Command(StringBuilder text, CommandSettings command)
    {
        text.Append("  - at: ").Append(Numerals.Of(command.At)).Append('\n');
        Line(text, "    do", command.Command.ToString());
        if (!command.Ecosystems.IsEmpty)
            List(text, "    ecosystems", command.Ecosystems.Select(CommandReader.NameOf));
    }

    private static void Vocabulary(StringBuilder text, VocabularySettings vocabulary)
    {
        text.Append("vocabulary:\n");
        if (vocabulary.Count is int count)
            Line(text, "  captions", Numerals.Of(count));
        else if (vocabulary.Words is not null)
            List(text, "  captions", vocabulary.Words.Select(Text));
        Line(text, "  prior", Text(vocabulary.Prior));
        Line(text, "  exponent", Numerals.Of(vocabulary.Exponent));
    }

    private static void ImageSpace(StringBuilder text, ImageSpaceSettings imageSpace)
    {
        text.Append("imageSpace:\n");
        switch (imageSpace)
        {
            case RandomMeans random:
                Line(text, "  dimension", Numerals.Of(random.Dimension));
                Line(text, "  separation", Numerals.Of(random.Separation));
                break;
            case CircleMeans circle:
                Line(text, "  dimension", "2");
                Line(text, "  separation", Numerals.Of(circle.Separation));
                Line(text, "  means", "circle");
                break;
            case GivenMeans given:
                Line(text, "  dimension", Numerals.Of(given.Dimension));
                List(text, "  means", given.Means.Select(mean => $"[{string.Join(", ", mean.Select(Numerals.Of))}]"));
                break;
            case FittedImages fitted:
                Line(text, "  data", Text(fitted.Data));
                Line(text, "  principalComponents", fitted.PrincipalComponents is int components ? Numerals.Of(components) : "none");
                Line(text, "  heldOut", Numerals.Of(fitted.HeldOut));
                break;
            default:
                throw new ArgumentException($"Unknown image space {imageSpace.GetType().Name}.", nameof(imageSpace));
        }
    }

    private static void Line(StringBuilder text, string key, string value) => text.Append(key).Append(": ").Append(value).Append('\n');

    // Long lists go on in further lines, indented, as YAML allows between brackets.
    private static void List(StringBuilder text, string key, IEnumerable<string> items)
    {
        text.Append(key).Append(": [");
        int used = key.Length + 3;
        bool first = true;
        foreach (string item in items)
        {
            if (!first)
                text.Append(',');
            if (!first && used + item.Length + 2 > LineLength)
            {
                text.Append("\n   ");
                used = 3;
            }

            text.Append(first ? "" : " ").Append(item);
            used += item.Length + 2;
            first = false;
        }

        text.Append("]\n");
    }

    private static string Flag(bool value) => value ? "true" : "false";

    // Plain where every reader of YAML takes it for this text, in quotes otherwise.
    private static string Text(string text)
    {
        bool plain = text.Length > 0
            && (char.IsAsciiLetter(text[0]) || text.StartsWith("../", StringComparison.Ordinal) || text.StartsWith("./", StringComparison.Ordinal))
            && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '/' or '-' or '_')
            && text.ToLowerInvariant() is not ("null" or "true" or "false" or "yes" or "no" or "on" or "off" or "y" or "n");
        return plain ? text : SweepValue.Text(text);
    }
}
