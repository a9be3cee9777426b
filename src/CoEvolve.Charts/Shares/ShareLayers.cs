namespace CoEvolve.Charts;

/// <summary>Shapes of layers within a plot, and the best places for their names.</summary>
internal static class ShareLayers
{
    private const double LeastEdge = 0.75;
    private const double LabelMargin = 4;
    private const double Column = 4;

    // Thicker than this a place gets no better.
    private const double Ample = 60;
    private const double LeastRoom = Typography.Size + 2;
    private const double OffCentre = 12;

    public static ShareLayer Layer(SharesData data, int k, PlotFrame frame, bool label)
    {
        PathData area = new(), edge = new();
        Pixel? best = null;
        double bestScore = double.NegativeInfinity;
        var layer = data.Layers[k];
        foreach (var (from, to) in Stretches(data, frame))
        {
            var lower = Boundary(data, data.Tops[k], from, to, frame);
            var upper = Boundary(data, data.Tops[k + 1], from, to, frame);
            Fill(area, lower, upper, frame.Plot);
            if (k < data.Layers.Count - 1)
                Outline(edge, lower, upper, frame.Plot);
            if (label && Room(lower, upper, frame.Plot, TextWidth.Of(layer.Name, Typography.Size, bold: true) + 2 * LabelMargin, ref bestScore) is { } place)
                best = place;
        }

        return new(layer.Name, layer.Colour, area.ToString(), edge.ToString(), best);
    }

    // Indexes [from, to) without a gap.
    private static IEnumerable<(int From, int To)> Stretches(SharesData data, PlotFrame frame)
    {
        int from = -1;
        for (int i = 0; i <= data.X.Count; i++)
        {
            bool known = i < data.X.Count && data.IsKnown(i) && frame.X.CanShow(data.X[i]);
            if (known && from < 0)
                from = i;
            if (!known && from >= 0)
            {
                yield return (from, i);
                from = -1;
            }
        }
    }

    private static List<Pixel> Boundary(SharesData data, double[] tops, int from, int to, PlotFrame frame)
    {
        var line = new List<Pixel>(to - from);
        for (int i = from; i < to; i++)
            line.Add(frame.Project(data.X[i], tops[i]));
        return line;
    }

    private static void Fill(PathData path, List<Pixel> lower, List<Pixel> upper, Box plot)
    {
        var outline = Thinning.Line(upper);
        var back = Thinning.Line(lower);
        back.Reverse();
        outline.AddRange(back);
        path.Polygon(Clipping.Polygon(outline, plot));
    }

    // Where a layer has no thickness, or nothing above it, its edge would be taken for a layer.
    private static void Outline(PathData path, List<Pixel> lower, List<Pixel> upper, Box plot)
    {
        var line = new List<Pixel>();
        for (int i = 0; i <= upper.Count; i++)
        {
            if (i < upper.Count && lower[i].Y - upper[i].Y >= LeastEdge && upper[i].Y - plot.Top >= LeastEdge)
            {
                line.Add(upper[i]);
                continue;
            }

            if (line.Count > 1)
            {
                foreach (var piece in Clipping.Line(line, plot))
                    path.Line(Thinning.Line(piece));
            }

            line.Clear();
        }
    }

    // The widest free height over a window as wide as the text, in columns of a few pixels.
    private static Pixel? Room(List<Pixel> lower, List<Pixel> upper, Box plot, double width, ref double bestScore)
    {
        double left = Math.Max(upper[0].X, plot.Left), right = Math.Min(upper[^1].X, plot.Right);
        int columns = (int)((right - left) / Column) + 1, window = (int)Math.Ceiling(width / Column) + 1;
        if (columns < window)
            return null;
        var tops = Sampled(upper, left, columns, Math.Max);
        var bottoms = Sampled(lower, left, columns, Math.Min);
        Pixel? best = null;
        for (int start = 0; start + window <= columns; start++)
        {
            double top = double.NegativeInfinity, bottom = double.PositiveInfinity;
            for (int i = start; i < start + window; i++)
            {
                top = Math.Max(top, tops[i]);
                bottom = Math.Min(bottom, bottoms[i]);
            }

            double x = left + (start + (window - 1) / 2.0) * Column;
            if (bottom - top < LeastRoom)
                continue;
            // Among places with room enough, the one nearest to the middle of the plot.
            double score = Math.Min(bottom - top, Ample) - OffCentre * Math.Abs(x - plot.Left - plot.Width / 2) / plot.Width;
            if (score > bestScore)
            {
                bestScore = score;
                best = new(x, (top + bottom) / 2);
            }
        }

        return best;
    }

    // What matters for a column's room is the worst point near it, not the one on it.
    private static double[] Sampled(List<Pixel> line, double left, int columns, Func<double, double, double> worse)
    {
        var values = new double[columns];
        for (int i = 0, at = 0; i < columns; i++)
        {
            double x = left + i * Column;
            while (at < line.Count - 2 && line[at + 1].X < x)
                at++;
            Pixel a = line[at], b = line[Math.Min(at + 1, line.Count - 1)];
            double t = b.X > a.X ? Math.Clamp((x - a.X) / (b.X - a.X), 0, 1) : 0;
            values[i] = a.Y + t * (b.Y - a.Y);
        }

        foreach (var point in line)
        {
            int before = (int)Math.Floor((point.X - left) / Column);
            for (int i = Math.Max(before, 0); i <= Math.Min(before + 1, columns - 1); i++)
                values[i] = worse(values[i], point.Y);
        }

        return values;
    }
}
