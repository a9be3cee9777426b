using System.Text;

namespace CoEvolve.Charts;

/// <summary>A scatter plot at one width.</summary>
internal sealed class ScatterLayout : ChartLayout
{
    // So many markers would be a blot, and a large one; dots take a tenth of the text.
    private const int MostMarkers = 400;
    private const double NarrowForRight = 480;

    private readonly ScatterData _data;

    private ScatterLayout(ScatterData data, PlotFrame frame)
    {
        _data = data;
        Frame = frame;
        Marks = [.. data.Series.Select(s => Mark(s, frame))];
        var plot = frame.Plot;
        Identity = data.Identity is null ? "" : new PathData().Line([new(plot.Left, plot.Bottom), new(plot.Right, plot.Top)]).ToString();
    }

    public PlotFrame Frame { get; }

    public IReadOnlyList<ScatterMark> Marks { get; }

    /// <summary>The line y = x from corner to corner, because both axes have the same range; empty for none.</summary>
    public string Identity { get; }

    public override double Width => Frame.Width;

    public override double Height => Frame.Height;

    public override string Description =>
        $"Scatter plot. {Describing.AxisRange("Horizontal", _data.XAxis, Frame.X)} {Describing.AxisRange("Vertical", _data.YAxis, Frame.Y)} "
        + string.Join("; ", _data.Series.Select(s => $"{s.Name}, {Describing.Count(s.Points.Count, "point")}"))
        + (_data.Identity is null ? "." : $". A line shows where both are equal: {_data.Identity}.");

    public static ScatterLayout Create(ScatterData data, double width, double height, LegendPlacement placement)
    {
        var items = data.Series.Select(s => new LegendItem(s.Name, s.Colour) { Marker = Palette.Shape(s.Colour), Hollow = s.Hollow }).Distinct().ToList();
        if (placement == LegendPlacement.Auto && items.Count == 1)
            items.Clear();
        if (data.Identity is not null)
            items.Add(new LegendItem(data.Identity, LineSeries.Ink) { Line = LineStyle.Dashed, Reference = true });
        int most = TickFit.MostOnVertical(height - 60);
        var x = AxisFit.Scale(data.XAxis, data.X, roundEnds: true, most);
        var y = AxisFit.Scale(data.YAxis, data.Y, roundEnds: true, most);
        var labels = data.References.Where(r => r.Direction == ReferenceDirection.Horizontal && r.Label is not null && y.Contains(r.Value));
        return new(data, FrameBuilder.Build(new FrameRequest(width, height, data.XAxis, data.YAxis, x, y)
        {
            Aspect = data.Identity is null ? null : 1,
            Legend = placement == LegendPlacement.None ? [] : items,
            LegendAtRight = placement == LegendPlacement.Right && width >= NarrowForRight,
            References = data.References,
            EndLabels = [.. labels.Select(r => new EndLabel(r.Label!, r.Value, LineSeries.Ink, r.Style, IsReference: true))],
        }));
    }

    private static ScatterMark Mark(ScatterSeries series, PlotFrame frame)
    {
        var bars = new PathData();
        var together = new StringBuilder();
        var single = new List<(string, string?)>();
        bool dots = series.Points.Count > MostMarkers;
        foreach (var point in series.Points.Where(p => frame.X.CanShow(p.X) && frame.Y.CanShow(p.Y)))
        {
            var centre = frame.Project(point.X, point.Y);
            if (!Clipping.Inside(centre, frame.Plot))
                continue;
            Bar(bars, new(Projected(frame.X, point.LowerX, centre.X), centre.Y), new(Projected(frame.X, point.UpperX, centre.X), centre.Y), frame.Plot);
            Bar(bars, new(centre.X, Projected(frame.Y, point.LowerY, centre.Y)), new(centre.X, Projected(frame.Y, point.UpperY, centre.Y)), frame.Plot);
            string path = dots ? new PathData().Line([centre]).ToString() : MarkerPaths.At(Palette.Shape(series.Colour), centre);
            if (point.Tooltip is null)
                together.Append(path);
            else
                single.Add((path, point.Tooltip));
        }

        if (together.Length > 0)
            single.Insert(0, (together.ToString(), null));
        return new(series.Name, series.Colour, dots ? "cc-dots" : Parts.LineClasses.Marker(series.Hollow), bars.ToString(), single);
    }

    // A bar that reaches to 0 on a logarithmic axis ends at its edge.
    private static double Projected(Scale scale, double value, double centre)
    {
        if (double.IsNaN(value))
            return centre;
        return scale.CanShow(value) ? scale.Project(value) : value > 0 ? scale.End : scale.Start;
    }

    private static void Bar(PathData path, Pixel from, Pixel to, Box plot)
    {
        if (from == to)
            return;
        foreach (var piece in Clipping.Line([from, to], plot))
            path.Line(piece);
    }
}
