using System.Globalization;
using CoEvolve.Findings;
using CoEvolve.Store;

namespace CoEvolve.Report;

/// <summary>The report on a file of `coevolve reproduce`: verdicts, then finding after finding, then how all of it was made.</summary>
internal static class ReproductionReport
{
    /// <summary>Makes it.</summary>
    /// <param name="results">The file.</param>
    /// <param name="checks">The checks that it keeps; at least one.</param>
    public static ReportDocument Of(ResultsReader results, IReadOnlyList<StoredCheck> checks)
    {
        var arms = new ReproducedArms(results);
        (string Id, Finding? Known, string Anchor, IReadOnlyList<StoredCheck> Checks)[] findings =
        [
            .. checks.GroupBy(c => c.Finding).Select((g, i) => (
                g.Key,
                FindingCatalogue.All.FirstOrDefault(f => f.Id == g.Key),
                string.Create(CultureInfo.InvariantCulture, $"finding-{i + 1}"),
                (IReadOnlyList<StoredCheck>)[.. g])),
        ];
        ExperimentFacts[] experiments = [.. results.Experiments().Select(e => ExperimentFacts.Of(results, e.Id))];
        return new ReportDocument(
            "How co-evolving text and image models collapse, and what stabilises them",
            [
                new Paragraph(Summary(findings.Select(f => f.Checks), experiments), ParagraphStyle.Lead),
                new Paragraph(
                    "A text model writes captions, an image model makes images for them, and both are retrained on what the other produced. Each finding below is a claim of Gao and Li (arXiv 2503.08117), "
                    + "simulated anew and held against results that are exact; digits are real images and real word frequencies. In every figure, solid is measured and dashed is predicted."),
                .. Unfinished(experiments),
                CheckTables.Summary(findings.Select(f => (f.Id, f.Known?.Claim ?? "", f.Anchor, f.Checks))),
            ],
            [
                .. findings.Select(f => new Section(f.Anchor, Heading(f.Id, f.Known), f.Id, [.. Blocks(f.Id, f.Known, arms, f.Checks)])
                {
                    Badge = f.Checks.All(c => c.Passed) ? new Badge("reproduced", Good: true) : new Badge("not reproduced", Good: false),
                }),
                Method(),
                Provenance.Section(experiments),
            ]);
    }

    private static string Heading(string id, Finding? known) => known is null ? id : $"{id}: {known.Claim}";

    private static IEnumerable<Block> Blocks(string id, Finding? known, ReproducedArms arms, IReadOnlyList<StoredCheck> checks)
    {
        if (known is not null)
            yield return new Paragraph(known.Theorem, ParagraphStyle.Theorem);
        foreach (Block figures in FindingFigures.Of(id, arms))
            yield return figures;
        yield return CheckTables.Everything(checks);
    }

    private static string Summary(IEnumerable<IReadOnlyList<StoredCheck>> findings, ExperimentFacts[] experiments)
    {
        IReadOnlyList<StoredCheck>[] all = [.. findings];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{all.Count(f => f.All(c => c.Passed))} of {Numbers.Count(all.Length, "finding")} reproduced, by {all.Sum(f => f.Count)} checks at a family-wise error of {Verdict.FamilyLevel:0%}, "
            + $"on {Numbers.Count(experiments.Sum(e => (long)e.Finished))} ecosystems and {Numbers.Count(experiments.Sum(e => (long)e.Finished * e.Definition.Generations))} generations.");
    }

    private static IEnumerable<Block> Unfinished(ExperimentFacts[] experiments)
    {
        int unfinished = experiments.Count(e => e.FinishedAt is null);
        if (unfinished > 0)
            yield return new Paragraph($"{Numbers.Count(unfinished, "experiment")} of {experiments.Length} are not finished; figures show what there is.", ParagraphStyle.Warning);
    }

    private static Section Method() => new("method", "How verdicts are made", "How verdicts are made",
    [
        new Paragraph(
            "An agreement is an equation or a bound that theory demands: the check fails if the data refute it. A demonstration is an effect that the finding claims: the check fails unless the data "
            + "establish it. A finding counts as reproduced if all its checks pass, and every finding has at least one demonstration, so that it can fail."),
        new Paragraph(string.Create(
            CultureInfo.InvariantCulture,
            $"Two errors are bounded, each by {Verdict.FamilyLevel:0%} for the whole reproduction: that something true is refuted, and that something absent is established. Each of the {FindingCatalogue.All.Count} "
            + $"findings gets an equal part of either. Its agreements share their part by Holm's method; each demonstration may use the whole part, because all of them must pass (an intersection–union test).")),
        new Paragraph(
            "All tests are Student's, on independent numbers: one a seed where a statement is about any draw of the initial means, one an ecosystem where it holds whatever the start. Closeness (±) is shown by two "
            + "one-sided tests. The effect is Cohen's d, the distance from the predicted value in standard deviations. Intervals in tables and figures are 99% each, not adjusted for their number."),
    ]);
}
