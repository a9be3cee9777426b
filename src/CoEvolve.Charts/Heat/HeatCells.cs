namespace CoEvolve.Charts;

/// <summary>Cells of a heat map: one path a colour, neighbours of one colour in one piece.</summary>
internal static class HeatCells
{
    /// <summary>CSS class and path of each colour that occurs.</summary>
    public static IReadOnlyList<(string Class, string Path)> Fields(HeatData data, Box plot)
    {
        // The last is for cells without a value.
        var paths = new PathData[HeatData.Steps + 1];
        for (int i = 0; i < paths.Length; i++)
            paths[i] = new PathData();
        int columns = data.Grid.X.Count;
        for (int r = 0; r < data.Grid.Y.Count; r++)
        {
            for (int c = 0, end; c < columns; c = end)
            {
                int? step = data.Step(data.Grid.Values[r * columns + c]);
                for (end = c + 1; end < columns && data.Step(data.Grid.Values[r * columns + end]) == step; end++)
                {
                }

                paths[step ?? HeatData.Steps].Rectangle(Overlapping(Cell(data, plot, r, c, end), plot));
            }
        }

        string letter = Letter(data.Ramp);
        return [.. from i in Enumerable.Range(0, paths.Length)
                   where !paths[i].IsEmpty
                   select (i == HeatData.Steps ? "cc-missing" : letter + Numbers.Integer(i), paths[i].ToString())];
    }

    /// <summary>Values in the cells with the class for their background; none if one of them has no room.</summary>
    public static IReadOnlyList<(Pixel Centre, NumberLabel Label, string Class)> Values(HeatData data, Box plot)
    {
        var labels = new List<(Pixel, NumberLabel, string)>();
        int columns = data.Grid.X.Count;
        for (int i = 0; i < data.Grid.Values.Count; i++)
        {
            double value = data.Grid.Values[i];
            if (data.Step(value) is not { } step)
                continue;
            var label = Label(data, value);
            var cell = Cell(data, plot, i / columns, i % columns, i % columns + 1);
            if (TextWidth.Of(label, Typography.Size) + 4 > cell.Width || Typography.Size + 4 > cell.Height)
                return [];
            labels.Add((new(cell.Left + cell.Width / 2, cell.Top + cell.Height / 2), label, TextClass(data.Ramp, step)));
        }

        return labels;
    }

    public static string Letter(ColourRamp ramp) => ramp == ColourRamp.Diverging ? "cc-d" : "cc-h";

    // All with as many decimals, so that they can be compared; to a hundredth of the range.
    private static NumberLabel Label(HeatData data, double value)
    {
        if (data.ValueAxis.Percent)
            return new(Numbers.Fixed(value * 100, 0) + "%");
        double span = data.Colours.Maximum - data.Colours.Minimum;
        return data.ValueAxis.Scale == AxisScale.Linear && span is >= 1e-3 and < 1e6
            ? new(Numbers.Fixed(value, Math.Max(0, 2 - (int)Math.Round(Math.Log10(span)))))
            : Numbers.Significant(value, 2);
    }

    // Cells that merely touch show the page between them at some sizes of the screen's pixels.
    private static Box Overlapping(Box cell, Box plot) =>
        cell with { Width = Math.Min(cell.Width + 0.5, plot.Right - cell.Left), Height = Math.Min(cell.Height + 0.5, plot.Bottom - cell.Top) };

    // In the middle of a ramp dark text reads better on light pages, and on dark ones too; the stylesheet knows.
    private static string TextClass(ColourRamp ramp, int step)
    {
        int far = ramp == ColourRamp.Diverging ? Math.Abs(step - HeatData.Steps / 2) : step;
        var (middle, high) = ramp == ColourRamp.Diverging ? (5, 7) : (10, 12);
        return far >= high ? "cc-on-high" : far >= middle ? "cc-on-middle" : "cc-on-low";
    }

    private static Box Cell(HeatData data, Box plot, int row, int column, int endColumn)
    {
        double left = plot.Left + data.X.EdgeFraction(column) * plot.Width, right = plot.Left + data.X.EdgeFraction(endColumn) * plot.Width;
        double bottom = plot.Bottom - data.Y.EdgeFraction(row) * plot.Height, top = plot.Bottom - data.Y.EdgeFraction(row + 1) * plot.Height;
        return new(left, top, right - left, bottom - top);
    }
}
