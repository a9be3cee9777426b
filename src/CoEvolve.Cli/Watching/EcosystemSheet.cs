using System.Globalization;
using CoEvolve.Core;
using CoEvolve.Store;
using Spectre.Console;

namespace CoEvolve.Cli;

/// <summary>What `coevolve show` prints of an ecosystem for people.</summary>
internal static class EcosystemSheet
{
    private const int Width = 400;
    private const int LongestArguments = 200;
    private const int MostSnapshots = 20;

    public static void Write(EcosystemDetails ecosystem, TextWriter output)
    {
        EcosystemEntry entry = ecosystem.Entry;
        var sheet = new Sheet(string.Create(CultureInfo.InvariantCulture, $"ecosystem {entry.Id} of experiment {ecosystem.Experiment} ({ecosystem.ExperimentName})"));
        sheet.Add("status", StatusWords.Of(entry.Status));
        sheet.Add("point", entry.Point);
        sheet.Add("replicate", entry.Replicate.ToString(CultureInfo.InvariantCulture));
        sheet.Add("generation", Texts.Share(entry.Generation, ecosystem.Generations));
        if (entry.Error is { } error)
            sheet.Add("error", error);
        sheet.Add("text collapsed", Collapse(ecosystem.TextCollapse));
        sheet.Add("images collapsed", Collapse(ecosystem.ImageCollapse));
        sheet.Add("snapshots", Snapshots(ecosystem.Snapshots));
        sheet.Write(output);
        if (ecosystem.Texts.Count > 0)
            Write(ecosystem.Texts, output);
        if (ecosystem.Images.Count > 0)
            Write(ecosystem.Images, output);
        if (ecosystem.Commands.Count > 0)
            Write(ecosystem.Commands, output);
    }

    private static void Write(IReadOnlyList<TextEntry> texts, TextWriter output)
    {
        Table table = OfModels("text model", "Gini–Simpson", "entropy", "effective captions", "captions alive", "total variation", "reader resolution");
        foreach ((string model, int generation, TextMetrics metrics) in texts)
        {
            table.AddRow(
                Markup.Escape(Texts.Line(model)),
                Whole(generation),
                Tables.Number(metrics.GiniSimpson),
                Tables.Number(metrics.Entropy),
                Tables.Number(metrics.EffectiveCaptions),
                Whole(metrics.CaptionsAlive),
                Tables.Number(metrics.TotalVariation),
                NumberOrNone(metrics.ReaderResolution));
        }

        Tables.Write(table, output, Width);
    }

    private static void Write(IReadOnlyList<ImageEntry> images, TextWriter output)
    {
        Table table = OfModels("image model", "diversity", "fidelity error", "log det", "within variance", "between variance", "Fréchet distance", "Matthew index");
        foreach ((string model, int generation, ImageMetrics metrics) in images)
        {
            table.AddRow(
                Markup.Escape(Texts.Line(model)),
                Whole(generation),
                Tables.Number(metrics.Diversity),
                Tables.Number(metrics.FidelityError),
                NumberOrNone(metrics.LogDet),
                Tables.Number(metrics.WithinVariance),
                Tables.Number(metrics.BetweenVariance),
                Tables.Number(metrics.FrechetDistance),
                NumberOrNone(metrics.MatthewIndex));
        }

        Tables.Write(table, output, Width);
    }

    private static void Write(IReadOnlyList<CommandEntry> commands, TextWriter output)
    {
        Table table = Tables.New("command", "kind", "arguments", "submitted", "took effect at generation");
        table.Columns[1].Alignment = Justify.Left;
        table.Columns[2].Alignment = Justify.Left;
        foreach (CommandEntry command in commands)
        {
            table.AddRow(
                command.Id.ToString(CultureInfo.InvariantCulture),
                Markup.Escape(Texts.Line(command.Kind)),
                Markup.Escape(Texts.Short(command.Arguments ?? "", LongestArguments)),
                Texts.Time(command.SubmittedAt),
                command.AppliedGeneration is { } generation ? Whole(generation) : "not yet");
        }

        Tables.Write(table, output, Width);
    }

    private static Table OfModels(string model, params string[] metrics)
    {
        Table table = Tables.New([model, "generation", .. metrics]);
        table.Columns[0].Alignment = Justify.Left;
        return table;
    }

    private static string Whole(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string NumberOrNone(double? number) => number is { } value ? Tables.Number(value) : "none";

    private static string Collapse(int? generation) => generation is { } at ? $"at generation {Whole(at)}" : "no";

    private static string Snapshots(IReadOnlyList<int> generations)
    {
        if (generations.Count == 0)
            return "none";
        string first = string.Join(", ", generations.Take(MostSnapshots).Select(generation => generation.ToString(CultureInfo.InvariantCulture)));
        return generations.Count == 1 ? $"of generation {first}" : $"of generations {first}{(generations.Count > MostSnapshots ? ", …" : "")}";
    }
}
