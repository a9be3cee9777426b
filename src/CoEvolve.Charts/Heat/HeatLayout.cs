namespace CoEvolve.Charts;

/// <summary>A heat map at one width.</summary>
internal sealed class HeatLayout : ChartLayout
{
    private readonly HeatData _data;

    private HeatLayout(HeatData data, PlotFrame frame)
    {
        _data = data;
        Frame = frame;
        Fields = HeatCells.Fields(data, frame.Plot);
        Values = data.ShowValues ? HeatCells.Values(data, frame.Plot) : [];
        Colours = new ColourBar(data, frame.Width, frame.HeaderTop);
        RampClass = HeatCells.Letter(data.Ramp);
        Contours = Marks(data, frame.Plot);
    }

    public PlotFrame Frame { get; }

    public IReadOnlyList<(string Class, string Path)> Fields { get; }

    public IReadOnlyList<(Pixel Centre, NumberLabel Label, string Class)> Values { get; }

    public ColourBar Colours { get; }

    public string RampClass { get; }

    public IReadOnlyList<ContourMark> Contours { get; }

    public override double Width => Frame.Width;

    public override double Height => Frame.Height;

    public override string Description
    {
        get
        {
            string contours = string.Concat(_data.Contours.Select(c => $" Contour of {c.Name} at {Numbers.Significant(c.Level)}."));
            var axis = _data.ValueAxis;
            string values = _data.IsEmpty ? "no values" : $"values from {Describing.Value(axis, Least())} to {Describing.Value(axis, Greatest())}";
            string sides = Side("Horizontal", _data.XAxis, _data.Grid.X) + " " + Side("Vertical", _data.YAxis, _data.Grid.Y);
            return $"Heat map{(axis.Title is null ? "" : " of " + axis.Title)}, {values}. {sides}{contours}";
        }
    }

    public static HeatLayout Create(HeatData data, double width, double height)
    {
        var legend = data.Contours.Select(c => new LegendItem(c.Name, LineSeries.Ink) { Line = c.Style, Contour = true }).Distinct();
        double header = ColourBar.Height(data, width);
        return new(data, FrameBuilder.Build(new FrameRequest(width, height, data.XAxis, data.YAxis, data.X.Scale, data.Y.Scale)
        {
            Legend = [.. legend],
            Header = header,
            GridLines = false,
        }));
    }

    private static List<ContourMark> Marks(HeatData data, Box plot)
    {
        var marks = new List<ContourMark>();
        var taken = new List<(Pixel, double)>();
        foreach (var contour in data.Contours)
        {
            var grid = contour.Grid ?? data.Grid;
            double[] x = [.. grid.X.Select(v => plot.Left + data.X.Fraction(v) * plot.Width)];
            double[] y = [.. grid.Y.Select(v => plot.Bottom - data.Y.Fraction(v) * plot.Height)];
            var lines = MarchingSquares.Trace(x, y, Shown(grid, x, y), contour.Level).SelectMany(l => Clipping.Line(l, plot)).ToList();
            var path = new PathData();
            foreach (var line in lines)
            {
                bool closed = line.Count > 3 && line[0] == line[^1];
                path.Smooth(closed ? line[..^1] : line, closed);
            }

            double labelWidth = contour.Label is null ? 0 : TextWidth.Of(contour.Label, Typography.Size, bold: true);
            var place = contour.Label is null ? null : ContourLabels.Place(lines, labelWidth, plot, taken);
            if (place is { } at)
                taken.Add((at.Centre, labelWidth / 2));
            if (!path.IsEmpty)
                marks.Add(new(path.ToString(), contour.Style, place is null ? null : contour.Label, place?.Centre ?? default, place?.Degrees ?? 0));
        }

        return marks;
    }

    // Values of a theory beyond the categories have no place.
    private static double[] Shown(Grid grid, double[] x, double[] y) =>
        [.. grid.Values.Select((v, i) => double.IsFinite(x[i % x.Length]) && double.IsFinite(y[i / x.Length]) ? v : double.NaN)];

    private double Least() => _data.Grid.Values.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Min();

    private double Greatest() => _data.Grid.Values.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Max();

    private static string Side(string direction, Axis axis, IReadOnlyList<double> values) =>
        $"{direction}: {axis.Title ?? "parameter"}, {Describing.Count(values.Count, "value")} "
        + $"from {Describing.Value(axis, values[0])} to {Describing.Value(axis, values[^1])}.";
}
