using System.Globalization;
using CoEvolve.Store;
using Spectre.Console;

namespace CoEvolve.Cli;

/// <summary>What `coevolve list` prints for people.</summary>
internal static class ListTables
{
    // Wide enough for the longest row, so that nothing is cut off but what is cut here.
    private const int Width = 400;
    private const int LongestName = 40;
    private const int LongestPoint = 100;
    private const int LongestError = 100;

    public static void Write(IReadOnlyList<ExperimentOverview> experiments, TextWriter output)
    {
        Table table = Tables.New("experiment", "name", "ecosystems", "status", "generations", "started", "finished", "version");
        table.Columns[1].Alignment = Justify.Left;
        table.Columns[3].Alignment = Justify.Left;
        foreach (ExperimentOverview experiment in experiments)
        {
            table.AddRow(
                experiment.Id.ToString(CultureInfo.InvariantCulture),
                Markup.Escape(Texts.Short(experiment.Name, LongestName)),
                experiment.Ecosystems.ToString("N0", CultureInfo.InvariantCulture),
                StatusWords.Counts(experiment.Statuses),
                Texts.Share(experiment.GenerationsDone, experiment.GenerationsInAll),
                Texts.Time(experiment.StartedAt),
                experiment.FinishedAt is { } end ? Texts.Time(end) : "",
                Markup.Escape(Texts.Short(experiment.Version, LongestName)));
        }

        Tables.Write(table, output, Width);
    }

    public static void Write(EcosystemList list, TextWriter output)
    {
        Table table = Tables.New("ecosystem", "point", "replicate", "status", "generation", "error");
        foreach (int text in new[] { 1, 3, 5 })
            table.Columns[text].Alignment = Justify.Left;
        foreach (EcosystemEntry ecosystem in list.Entries)
        {
            table.AddRow(
                ecosystem.Id.ToString(CultureInfo.InvariantCulture),
                Markup.Escape(Texts.Short(ecosystem.Point, LongestPoint)),
                ecosystem.Replicate.ToString(CultureInfo.InvariantCulture),
                StatusWords.Of(ecosystem.Status),
                ecosystem.Generation.ToString("N0", CultureInfo.InvariantCulture),
                Markup.Escape(Texts.Short(ecosystem.Error ?? "", LongestError)));
        }

        Tables.Write(table, output, Width);
    }
}
