namespace CoEvolve.Charts;

/// <summary>Turns a series into paths within a plot.</summary>
internal static class LinePaths
{
    private const double SparseDistance = 60;
    private const double EveryDistance = 7;

    public static LineMark Mark(LineSeries series, PlotFrame frame)
    {
        var pieces = Pieces(series.X, series.Y, frame);
        return new LineMark(
            series.Name,
            series.Colour,
            Parts.LineClasses.Of(series.Style, series.Weight),
            series.ShowLine ? Line(pieces, frame.Plot) : "",
            series.Band is null ? "" : Band(series.X, series.Band, frame),
            Markers(series, pieces, frame.Plot));
    }

    /// <summary>The stretches of a line between missing points, in px.</summary>
    public static List<List<Pixel>> Pieces(IReadOnlyList<double> x, IReadOnlyList<double> y, PlotFrame frame)
    {
        var pieces = new List<List<Pixel>>();
        List<Pixel>? piece = null;
        for (int i = 0; i < x.Count; i++)
        {
            if (!frame.X.CanShow(x[i]) || !frame.Y.CanShow(y[i]))
            {
                piece = null;
                continue;
            }

            if (piece is null)
                pieces.Add(piece = []);
            piece.Add(frame.Project(x[i], y[i]));
        }

        return pieces;
    }

    private static string Line(List<List<Pixel>> pieces, Box plot)
    {
        var path = new PathData();
        foreach (var piece in pieces)
        {
            foreach (var inside in Clipping.Line(piece, plot))
                path.Line(Thinning.Line(inside));
        }

        return path.ToString();
    }

    private static string Band(IReadOnlyList<double> x, Band band, PlotFrame frame)
    {
        var path = new PathData();
        List<Pixel> lower = [], upper = [];
        for (int i = 0; i <= x.Count; i++)
        {
            if (i < x.Count && frame.X.CanShow(x[i]) && Limit(band.Lower[i], frame) is { } low && Limit(band.Upper[i], frame) is { } high)
            {
                double position = frame.X.Project(x[i]);
                lower.Add(new(position, low));
                upper.Add(new(position, high));
            }
            else if (lower.Count > 0)
            {
                var outline = Thinning.Line(upper);
                var back = Thinning.Line(lower);
                back.Reverse();
                outline.AddRange(back);
                path.Polygon(Clipping.Polygon(outline, frame.Plot));
                lower.Clear();
                upper.Clear();
            }
        }

        return path.ToString();
    }

    // An interval may reach to nothing or to infinity; on paper it reaches to the edge.
    private static double? Limit(double value, PlotFrame frame)
    {
        if (double.IsNaN(value))
            return null;
        if (frame.Y.CanShow(value))
            return frame.Y.Project(value);
        return value > 0 ? frame.Plot.Top - 1 : frame.Plot.Bottom + 1;
    }

    private static string Markers(LineSeries series, List<List<Pixel>> pieces, Box plot)
    {
        if (series.Markers == MarkerPlacement.None)
            return "";
        bool sparse = series.Markers == MarkerPlacement.Sparse;
        double distance = sparse ? SparseDistance : EveryDistance;
        // Series start at different places, so that markers of neighbours do not pile up.
        double next = sparse ? plot.Left + 8 + Math.Max(series.Colour, 0) * 17 % SparseDistance : double.NegativeInfinity;
        var path = new System.Text.StringBuilder();
        foreach (var point in pieces.SelectMany(p => p))
        {
            if (point.X < next - 1e-6 && point.X > next - distance - 1e-6 || !Clipping.Inside(point, plot) || (sparse && point.X < next))
                continue;
            path.Append(MarkerPaths.At(Palette.Shape(series.Colour), point));
            next = point.X + distance;
        }

        return path.ToString();
    }
}
