namespace CoEvolve.Charts;

/// <summary>Places the labels of vertical lines above the plot, beside their lines' upper ends.</summary>
internal static class VerticalLabels
{
    private const double Gap = 5;

    /// <summary>Rows that are tried; with more labels than that in one place nobody could read them.</summary>
    private const int MostRows = 8;

    /// <summary>From right to left, each in the lowest row where it covers no label and no line crosses one.</summary>
    /// <param name="lines">Lines across with a label or without, all within the axis.</param>
    /// <param name="x">The axis.</param>
    /// <param name="width">Of the drawing.</param>
    /// <param name="rows">How many rows there are.</param>
    /// <returns>Baselines are relative to the top of the plot.</returns>
    public static IReadOnlyList<PlacedReference> Place(IEnumerable<ReferenceLine> lines, Scale x, double width, out int rows)
    {
        var placed = new List<PlacedReference>();
        rows = 0;
        foreach (var line in lines.OrderByDescending(l => l.Value))
        {
            double position = x.Project(line.Value);
            if (line.Label is null)
            {
                placed.Add(new(line, position, null, default, -1, HasStem: false));
                continue;
            }

            var best = Candidates(line, position, x.Start, width).First(c => Fits(c, placed));
            placed.Add(best);
            rows = Math.Max(rows, best.Row + 1);
        }

        return placed;
    }

    private static IEnumerable<PlacedReference> Candidates(ReferenceLine line, double position, double left, double width)
    {
        string label = TextFit.Truncate(line.Label!, width - left, Typography.Size);
        double size = TextWidth.Of(label, Typography.Size);
        double[] starts = [position + Gap, position - Gap - size];
        double[] inside = [.. starts.Where(s => s >= left - 1e-9 && s + size <= width + 1e-9)];
        if (inside.Length == 0)
            inside = [Math.Clamp(starts[0], left, Math.Max(width - size, left))];
        foreach (bool stem in (bool[])[true, false])
        {
            for (int row = 0; row < MostRows; row++)
            {
                foreach (double start in inside)
                    yield return new(line, position, label, new Box(start, -(row + 1) * Typography.Line - 2, size, Typography.Line), row, stem);
            }
        }

        // Without room for its name the line stands alone; the description still has the name.
        yield return new(line, position, null, default, -1, HasStem: false);
    }

    private static bool Fits(PlacedReference candidate, List<PlacedReference> placed) =>
        candidate.Label is null || placed.TrueForAll(other => other.Label is null
            || (!Near(candidate.LabelBox, other.LabelBox) && !Crosses(candidate, other) && !Crosses(other, candidate)));

    private static bool Near(Box a, Box b) =>
        (a with { Left = a.Left - Gap, Width = a.Width + 2 * Gap }).Overlaps(b with { Top = b.Top + 1, Height = b.Height - 2 });

    private static bool Crosses(PlacedReference stem, PlacedReference label) =>
        stem.HasStem && stem.Row > label.Row && stem.Position > label.LabelBox.Left - 2 && stem.Position < label.LabelBox.Right + 2;
}
