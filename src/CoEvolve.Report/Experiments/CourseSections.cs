using CoEvolve.Charts;
using CoEvolve.Engines;
using CoEvolve.Findings;
using CoEvolve.Store;

namespace CoEvolve.Report;

/// <summary>What became of the ecosystems of one point, generation by generation.</summary>
internal static class CourseSections
{
    private static readonly string[] ImageQuantities = ["diversity", "fidelity_error"];

    private static readonly PredictionKind[] Point = [PredictionKind.Exact, PredictionKind.Approximate];

    /// <summary>The sections; figures without data are left out.</summary>
    public static IEnumerable<Section> Of(GroupData group)
    {
        yield return new Section("diversity", "Diversity and fidelity", "Diversity",
        [
            .. Rows(FigureRow.Of(Text(group), Images(group)), FigureRow.Of(Contraction(group), Resolution(group))),
            .. Collapses(group),
        ]);
        Block[] captions = [.. Rows(FigureRow.Of(Shares(group), Ranks(group)), FigureRow.Of(Matthew(group)))];
        if (captions.Length > 0)
            yield return new Section("captions", "Captions", "Captions", captions);
        Block[] pictures = [.. Rows(FigureRow.Across(Ellipses(group)), FigureRow.Across(Pictures(group)))];
        if (pictures.Length > 0)
            yield return new Section("images", "Images", "Images", pictures);
    }

    private static IEnumerable<Block> Rows(params IEnumerable<FigureRow?> rows) => rows.OfType<FigureRow>();

    private static Figure? Text(GroupData group)
    {
        LineSeries[] measured = Measured(group, ModelKind.Text, group.TextDiversity, "measured");
        if (measured.Length == 0)
            return null;
        Course exact = Expected.Of(group.Spec, "gini_simpson", Point), resolved = new([], []);
        var predicted = new List<LineSeries>();
        string how = "";
        if (Expected.IsExact(group.Spec, exact, "gini_simpson"))
        {
            predicted.Add(Draw.Predicted(exact));
            how = " Dashed: predicted.";
        }
        else if (group.Models(ModelKind.Text).Count() == 1 && (resolved = Expected.TextDiversity(group.Spec, group.PooledResolution(group.Text))) is { IsEmpty: false })
        {
            predicted.Add(Draw.Predicted(resolved));
            predicted.AddRange(Bounds(group, "gini_simpson"));
            how = " Dashed: predicted from the reader's measured resolution. Dotted: the least and the most that any resolution allows.";
        }

        return Draw.Lines(
            "text-diversity",
            "Text diversity",
            null,
            $"Solid: {group.Basis}.{how}",
            Draw.Share("Gini–Simpson diversity G"),
            [.. measured, .. predicted],
            x: group.Generations,
            legend: LegendPlacement.Top);
    }

    private static IEnumerable<LineSeries> Bounds(GroupData group, string quantity)
    {
        foreach (PredictionKind kind in new[] { PredictionKind.LowerBound, PredictionKind.UpperBound })
        {
            // Where they start, generation 0, the value itself is known.
            Course bound = Expected.Of(group.Spec, quantity, [kind]);
            if (!bound.IsEmpty)
                yield return Draw.Predicted(bound, "bounds", LineStyle.Dotted);
        }
    }

    private static Figure? Images(GroupData group)
    {
        LineSeries[] diversity = Measured(group, ModelKind.Image, group.ImageDiversity, "diversity D");
        if (diversity.Length == 0)
            return null;
        LineSeries[] fidelity = [.. Measured(group, ModelKind.Image, group.FidelityError, "fidelity error F").Select(s => s with { Colour = s.Colour + diversity.Length })];
        Course[] predicted = [.. ImageQuantities.Select(q => Expected.Of(group.Spec, q, Point)).Where(c => c.Generations.Count > 1)];
        return Draw.Lines(
            "image-diversity",
            "Image diversity and fidelity error",
            null,
            $"Solid: {group.Basis}; captions weighted by share." + (predicted.Length > 0 ? " Dashed: predicted." : " Nothing exact is known of them in this setting."),
            Draw.Share("relative to the initial variance"),
            [.. diversity, .. fidelity, .. predicted.Select(c => Draw.Predicted(c))],
            [.. LongRun(group)],
            x: group.Generations,
            legend: LegendPlacement.Top);
    }

    private static IEnumerable<ReferenceLine> LongRun(GroupData group)
    {
        foreach (string quantity in ImageQuantities)
        {
            if (Expected.InTheLongRun(group.Spec, quantity, PredictionKind.Stationary) is double value)
                yield return new ReferenceLine(ReferenceDirection.Horizontal, value, quantity == ImageQuantities[0] ? "D*" : "F*");
        }
    }

    private static Figure? Contraction(GroupData group)
    {
        LineSeries[] measured = Measured(group, ModelKind.Image, group.LogDiversity, "measured");
        return measured.Length == 0 ? null : Draw.Lines(
            "image-contraction",
            "How far images have contracted",
            null,
            $"Mean over captions of log₁₀ D{(group.Points.Points.Count > 1 ? " with its 99% interval over seeds" : "")}: a straight line down is exponential contraction.",
            Draw.Powers("image diversity D (geometric mean over captions)"),
            measured,
            x: group.Generations,
            legend: measured.Length > 1 ? LegendPlacement.Top : LegendPlacement.None);
    }

    private static Figure? Resolution(GroupData group)
    {
        LineSeries[] measured = Measured(group, ModelKind.Text, group.ReaderResolution, "measured");
        return measured.Length == 0 ? null : Draw.Lines(
            "reader-resolution",
            "How well images tell captions apart",
            null,
            "The reader's resolution ρ̄: 0 if images say nothing of their caption, 1 if they say all. In each step the text loses the part ρ/N of its diversity.",
            Draw.AroundZero("reader resolution ρ̄"),
            measured,
            x: group.Generations,
            legend: measured.Length > 1 ? LegendPlacement.Top : LegendPlacement.None);
    }

    private static Figure? Matthew(GroupData group)
    {
        LineSeries[] measured = Measured(group, ModelKind.Image, group.MatthewIndex, "measured");
        return measured.Length == 0 ? null : Draw.Lines(
            "matthew-index",
            "The Matthew index",
            null,
            "Rank correlation of a caption's share with its images' diversity, mean with its 99% interval over the ecosystems that have one. Above 0, frequent captions stay diverse longest.",
            Draw.AroundZero("Matthew index"),
            measured,
            widths: Draw.Single,
            x: group.Generations,
            legend: measured.Length > 1 ? LegendPlacement.Top : LegendPlacement.None);
    }

    private static Figure? Shares(GroupData group) => SharesFigure.Of(
        group, "shares", "Captions' shares in one ecosystem", null, "The first ecosystem, as it came. Means over ecosystems would hide it: without a corpus a caption's mean share stays where it was.");

    private static Figure? Ranks(GroupData group) => RanksFigure.Of(
        group,
        "ranks",
        "Image diversity by rank of the caption",
        null,
        $"The geometric mean over {Numbers.Count(group.Ecosystems, "ecosystem")} for whichever caption is then the 1st, 2nd, … most frequent, with its 99% interval. Captions that are written no more keep what they have left.");

    private static Figure? Ellipses(GroupData group) => EllipseFigure.Of(
        group,
        "ellipses",
        "Where the images are",
        null,
        "The first ecosystem, as it came: for each caption one and two standard deviations of its images; pale where the text has given the caption up.");

    private static Figure? Pictures(GroupData group) => PicturesFigure.Of(
        group, "pictures", "What the image model makes", null, "Two pictures of each caption from the first ecosystem, from the same random numbers in every column.");

    private static IEnumerable<Block> Collapses(GroupData group)
    {
        foreach (CollapseSummary collapse in group.Experiment.Results.Collapses(group.Experiment.Id, _ => 0))
        {
            yield return new Paragraph(
                $"Of {Numbers.Count(collapse.Finished, "finished ecosystem")}, {Collapsed(collapse.TextCollapsed, collapse.TextMedian)} lost the diversity of their text (under 5% of its start), "
                + $"and {Collapsed(collapse.ImageCollapsed, collapse.ImageMedian)} that of their images.");
        }
    }

    private static string Collapsed(int count, double? median) => median is double generation
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{count} (half of all by generation {generation:0.#})")
        : Numbers.Count(count);

    private static LineSeries[] Measured(GroupData group, ModelKind kind, Func<string, Course> course, string name)
    {
        string[] models = [.. group.Models(kind)];
        return
        [
            .. models
                .Select((model, i) => (Course: course(model), Name: models.Length == 1 ? name : $"{model}: {name}", Colour: i))
                .Where(s => !s.Course.IsEmpty)
                .Select(s => Draw.Measured(s.Name, s.Course, s.Colour)),
        ];
    }
}
