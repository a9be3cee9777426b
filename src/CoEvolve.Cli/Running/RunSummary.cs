using System.Globalization;
using CoEvolve.Scenarios;
using CoEvolve.Store;
using Spectre.Console;

namespace CoEvolve.Cli;

/// <summary>What `coevolve run` prints at the end: means over replicates in a table and a plot, or a row for each point of a sweep.</summary>
internal sealed class RunSummary
{
    private const int MostPoints = 60;
    private const int RowsOfTable = 6;

    private readonly ResultsReader _results;
    private readonly long _id;
    private readonly ResolvedExperiment _experiment;
    private readonly string _store;
    private readonly TimeSpan _elapsed;

    public RunSummary(ResultsReader results, long id, ResolvedExperiment experiment, string store, TimeSpan elapsed)
    {
        _results = results;
        _id = id;
        _experiment = experiment;
        _store = store;
        _elapsed = elapsed;
    }

    public void Print(TextWriter output)
    {
        output.WriteLine(Headline());
        output.WriteLine();
        if (_experiment.Points.Count == 1)
            PrintCourse(output);
        else
            PrintPoints(output);
    }

    private string Headline()
    {
        Scenario scenario = _experiment.Scenario;
        string seed = scenario.Sweep.FirstOrDefault(key => key.Key == "seed") is { } swept
            ? string.Create(CultureInfo.InvariantCulture, $"{swept.Values.Count:N0} seeds")
            : string.Create(CultureInfo.InvariantCulture, $"seed {scenario.Seed}");
        string points = _experiment.Points.Count == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"{_experiment.Points.Count:N0} points × ");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{scenario.Name}: {points}{scenario.Replicates:N0} replicates, {_experiment.Points.Max(p => p.Spec.Generations):N0} generations, {seed}, {_elapsed.TotalSeconds:0.0} s → {_store}");
    }

    private void PrintCourse(TextWriter output)
    {
        IReadOnlyList<TextSummary> texts = _results.Texts(_id);
        IReadOnlyList<ImageSummary> images = _results.Images(_id);
        if (texts.Count == 0)
            return;
        Table table = Tables.New("generation", "text diversity", "image diversity", "fidelity error");
        foreach (int i in Spread(texts.Count, RowsOfTable))
            table.AddRow(Text(texts[i].Generation), Tables.Number(texts[i].GiniSimpson.Mean), Tables.Number(images[i].Diversity.Mean), Tables.Number(images[i].FidelityError.Mean));
        Tables.Write(table, output);
        foreach (CollapseSummary collapse in _results.Collapses(_id))
        {
            output.WriteLine($"Text diversity collapsed (under 5% of its start) in {Collapsed(collapse.TextCollapsed, collapse.Finished, collapse.TextMedian)},");
            output.WriteLine($"image diversity in {Collapsed(collapse.ImageCollapsed, collapse.Finished, collapse.ImageMedian)}.");
        }

        output.WriteLine();
        PrintPictures(output);
        output.Write(DiversityPlot.Draw(
            [.. texts.Select(t => t.Generation)],
            [.. texts.Select(t => t.GiniSimpson.Mean)],
            [.. images.Select(i => i.Diversity.Mean)]));
    }

    // Images of the most frequent caption in the first replicate, before and after.
    private void PrintPictures(TextWriter output)
    {
        const long ecosystem = 1;
        IReadOnlyList<int> generations = _results.SnapshotGenerations(ecosystem, _id);
        Actors.EcosystemSpec spec = _experiment.Points[0].Spec;
        if (_experiment.ImageSpace is not { } space || !SamplePictures.CanShow(space) || generations.Count == 0)
            return;
        int caption = Array.IndexOf(spec.InitialShares, spec.InitialShares.Max());
        foreach (int generation in generations.Take(1).Concat(generations.Skip(1).TakeLast(1)))
        {
            byte[]? parameters = _results.Snapshot(ecosystem, generation, spec.ImageModels[0].Name, _id);
            if (parameters is null)
                continue;
            output.WriteLine($"Images of '{spec.Vocabulary[caption]}' at generation {generation} (replicate 1):");
            output.WriteLine(SamplePictures.Draw(Actors.ModelSnapshot.ReadGaussians(parameters), space, caption, spec.Seed));
        }
    }

    private void PrintPoints(TextWriter output)
    {
        var texts = _results.Texts(_id).GroupBy(t => t.Point).ToDictionary(g => g.Key, g => g.Last());
        var images = _results.Images(_id).GroupBy(i => i.Point).ToDictionary(g => g.Key, g => g.Last());
        var collapses = _results.Collapses(_id).ToDictionary(c => c.Point);
        Table table = Tables.New("point", "text diversity", "image diversity", "fidelity error", "text collapsed", "images collapsed");
        table.Columns[0].Alignment = Justify.Left;
        for (int p = 0; p < Math.Min(MostPoints, _experiment.Points.Count); p++)
        {
            if (!texts.TryGetValue(p, out TextSummary? text) || !images.TryGetValue(p, out ImageSummary? image) || !collapses.TryGetValue(p, out CollapseSummary? collapse))
                continue;
            table.AddRow(
                Markup.Escape(_experiment.Points[p].Values),
                Tables.Number(text.GiniSimpson.Mean),
                Tables.Number(image.Diversity.Mean),
                Tables.Number(image.FidelityError.Mean),
                $"{collapse.TextCollapsed} of {collapse.Finished}",
                $"{collapse.ImageCollapsed} of {collapse.Finished}");
        }

        Tables.Write(table, output);
        output.WriteLine("Means over replicates at each point's last generation.");
        if (_experiment.Points.Count > MostPoints)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_experiment.Points.Count - MostPoints:N0} more points are in the results."));
    }

    private static string Collapsed(int collapsed, int replicates, double? median) => median is double generation
        ? string.Create(CultureInfo.InvariantCulture, $"{collapsed} of {replicates} replicates, median at generation {generation:0.#}")
        : string.Create(CultureInfo.InvariantCulture, $"{collapsed} of {replicates} replicates");

    // About `rows` indices from 0 to count − 1, evenly spread, both ends among them.
    private static IEnumerable<int> Spread(int count, int rows) =>
        Enumerable.Range(0, rows).Select(r => (int)((long)r * (count - 1) / (rows - 1))).Distinct();

    private static string Text(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
