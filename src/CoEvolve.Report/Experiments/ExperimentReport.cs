using CoEvolve.Actors;
using CoEvolve.Findings;
using CoEvolve.Store;

namespace CoEvolve.Report;

/// <summary>The report on one experiment, finished or not, whatever it sweeps over.</summary>
internal static class ExperimentReport
{
    private const int MostFailures = 50;

    /// <summary>Makes it.</summary>
    public static ReportDocument Of(ExperimentData experiment)
    {
        ExperimentFacts facts = ExperimentFacts.Of(experiment.Results, experiment.Id);
        var sections = new List<Section>();
        if (!experiment.Groups.Any(g => experiment.Definition.Models.Any(m => !g.IsEmpty(m))))
            sections.Add(new Section("results", "Results", "Results", [new Paragraph("Nothing is recorded yet.")]));
        else if (experiment.Groups.Count == 1)
            sections.AddRange(CourseSections.Of(experiment.Groups[0]));
        else
            sections.AddRange(SweepSections.Of(experiment));
        sections.AddRange(Theory(experiment));
        sections.AddRange(Failures(experiment.Results.Failed(experiment.Id)));
        sections.Add(Provenance.Section([facts]));
        return new ReportDocument(experiment.Definition.Name, [.. Lead(experiment, facts)], sections);
    }

    private static IEnumerable<Block> Lead(ExperimentData experiment, ExperimentFacts facts)
    {
        string points = experiment.Groups.Count == 1 ? "" : $"{Numbers.Count(experiment.Groups.Count)} points of a sweep, each of ";
        string generations = Numbers.Count(experiment.Definition.Generations, "generation");
        yield return new Paragraph($"{points}{Numbers.Count(experiment.Groups[0].Ecosystems, "ecosystem")} over {generations}, from seed {experiment.Definition.Seed}.".CapitaliseFirst(), ParagraphStyle.Lead);
        if (experiment.Groups[0].Spec is { } spec)
            yield return new Paragraph((experiment.Groups.Count > 1 ? "The first point: " : "") + Describe(spec));
        if (experiment.Resolved is null)
            yield return new Paragraph("This version of the program does not read the scenario any more, so nothing is predicted and no images are drawn.", ParagraphStyle.Warning);
        if (facts.FinishedAt is null)
            yield return new Paragraph($"This run is not finished: {facts.Statuses}. The figures show what there is; later generations come from fewer ecosystems.", ParagraphStyle.Warning);
        else if (facts.Finished < facts.Definition.Ecosystems)
            yield return new Paragraph($"Not every ecosystem reached its last generation: {facts.Statuses}.", ParagraphStyle.Warning);
    }

    private static string Describe(EcosystemSpec spec)
    {
        TextModelSpec text = spec.TextModels[0];
        ImageModelSpec image = spec.ImageModels[0];
        string frozen = (text.Frozen, image.Frozen) switch
        {
            (true, true) => "Both models are frozen.",
            (true, false) => "The text model is frozen.",
            (false, true) => "The image model is frozen.",
            _ => "Both models evolve.",
        };
        string corpus = text.Corpus.CaptionsPerGeneration > 0 ? $"a corpus adds {Numbers.Count(text.Corpus.CaptionsPerGeneration, "caption")} a generation" : "no corpus";
        string users = image.Users.ImagesPerCaption > 0 ? $"users add {Numbers.Count(image.Users.ImagesPerCaption, "image")} a caption and generation" : "no user content";
        return $"{Numbers.Count(spec.Captions, "caption")}, images in {Numbers.Count(spec.Dimension, "dimension")}; the text model writes {Numbers.Count(text.CaptionsPerGeneration, "caption")} a generation and has a "
            + $"{text.Reader.ToString().ToLowerInvariant()} reader. {frozen} Injected: {corpus}, {users}.";
    }

    private static IEnumerable<Section> Theory(ExperimentData experiment)
    {
        string[] notes =
        [
            .. experiment.Groups
                .Select(g => g.Spec)
                .OfType<EcosystemSpec>()
                .Where(s => s is { TextModels.Length: 1, ImageModels.Length: 1 })
                .SelectMany(s => new ScenarioTheory(s).Notes)
                .Distinct(StringComparer.Ordinal),
        ];
        if (notes.Length > 0)
            yield return new Section("theory", "What theory leaves out", "What theory leaves out", [.. notes.Select(n => new Paragraph(InSymbols(n).CapitaliseFirst()))]);
    }

    // Notes name measures by their columns, the page by the letters of its figures.
    private static string InSymbols(string note) => note
        .Replace("gini_simpson", "G", StringComparison.Ordinal)
        .Replace("log_det", "The course of ln det Σ", StringComparison.Ordinal)
        .Replace("diversity and fidelity_error", "D and F", StringComparison.Ordinal)
        .Replace("lowerBound", "lower bound", StringComparison.Ordinal)
        .Replace("upperBound", "upper bound", StringComparison.Ordinal);

    private static IEnumerable<Section> Failures(IReadOnlyList<FailedEcosystem> failed)
    {
        if (failed.Count == 0)
            yield break;
        var blocks = new List<Block>
        {
            new DataTable(
                [new("ecosystem", ColumnKind.Number), new("point"), new("replicate", ColumnKind.Number), new("generation", ColumnKind.Number), new("error", ColumnKind.Prose)],
                [.. failed.Take(MostFailures).Select(f => new DataRow([Numbers.Count(f.Id), f.Point, Numbers.Count(f.Replicate), Numbers.Count(f.Generation), f.Error]))]),
        };
        if (failed.Count > MostFailures)
            blocks.Add(new Paragraph($"{Numbers.Count(failed.Count - MostFailures)} more are in the table ecosystem of the results file."));
        yield return new Section("failures", $"{Numbers.Count(failed.Count, "ecosystem")} failed", "Failures", blocks);
    }
}
