namespace CoEvolve.Charts;

/// <summary>Finds the place of everything around a plot, from outside inwards; the plot gets what is left.</summary>
internal static class FrameBuilder
{
    private const double TickGap = 8;
    private const double TopGap = 12;
    private const double RightGap = 10;
    private const double EndGap = 20;

    // The widest label must not be cut off for the sake of a last bit.
    private const double Slack = 0.01;
    private const double LegendGap = 8;
    private const double MostTickShare = 0.3;

    public static PlotFrame Build(FrameRequest request)
    {
        bool legendAtRight = request.LegendAtRight && request.Legend.Count > 0;
        var legend = legendAtRight ? [] : LegendRows.Rows(request.Legend, request.Width);
        double legendHeight = legend.Count == 0 ? 0 : legend[^1].Centre + LegendRows.RowHeight / 2 + LegendGap;
        var yTitle = Title(request.YAxis, request.Width);
        var xTitle = Title(request.XAxis, request.Width);
        double above = yTitle.Count * Typography.Line + TopGap;
        double below = TickGap + Typography.Line + xTitle.Count * (Typography.Line + 1);
        double endWidth = EndWidth(request), legendWidth = legendAtRight ? LegendWidth(request) : 0;

        double plotHeight = request.Aspect is { } guess ? request.Width * 0.8 * guess : Math.Max(request.Height - above - below, 40);
        var yTicks = YTicks(request, plotHeight);
        double plotWidth = PlotWidth(request, yTicks, endWidth + legendWidth);
        if (request.Aspect is { } aspect)
        {
            // The labels depend on the height, the height on the width, the width on the labels: once more is enough.
            yTicks = YTicks(request, plotWidth * aspect);
            plotWidth = Math.Min(plotWidth, PlotWidth(request, yTicks, endWidth + legendWidth));
            plotHeight = plotWidth * aspect;
            yTicks = YTicks(request, plotHeight);
        }

        double left = LeftOf(yTicks);
        var x = request.X.Between(left, left + plotWidth);
        double top = legendHeight + request.Header + above;
        var verticals = request.References.Where(r => r.Direction == ReferenceDirection.Vertical && x.Contains(r.Value));
        // Labels at the ends of lines reach up beside the lowest row.
        var references = VerticalLabels.Place(verticals, x, endWidth > 0 ? x.End : request.Width, out int rows);
        top += rows * Typography.Line;
        var plot = new Box(left, top, plotWidth, plotHeight);
        var y = request.Y.Between(plot.Bottom, plot.Top);
        var endLabels = PlaceEndLabels(request, y, plot, Math.Max(endWidth - EndGap, 0), out double shift);
        double height = plot.Bottom + below;
        if (legendAtRight)
        {
            legend = LegendRows.Column(request.Legend, request.Width - legendWidth + LegendGap, plot.Top - 6, legendWidth - LegendGap);
            height = Math.Max(height, plot.Top - 6 + legend.Count * LegendRows.RowHeight);
        }

        return new PlotFrame
        {
            Width = request.Width,
            Height = Math.Ceiling(height),
            Plot = plot,
            X = x,
            Y = y,
            XTicks = TickFit.Horizontal(x, request.Width),
            YTicks = [.. yTicks.Select(t => t with { Position = t.Position + top, LabelCentre = t.LabelCentre + top })],
            XMinor = Minor(x, TickFit.MostOnHorizontal(plotWidth)),
            YMinor = Minor(y, TickFit.MostOnVertical(plotHeight)),
            GridLines = request.GridLines,
            YTitle = yTitle,
            YTitleBaseline = legendHeight + request.Header + Typography.Size - 1,
            XTitle = xTitle,
            XTitleBaseline = plot.Bottom + TickGap + 2 * Typography.Line - 2,
            Legend = legend,
            References = [.. HorizontalLines(request, y), .. references.Select(r => r with { LabelBox = r.LabelBox with { Top = r.LabelBox.Top + top } })],
            EndLabels = endLabels,
            EndLabelShift = shift,
            HeaderTop = legendHeight,
        };
    }

    private static IReadOnlyList<PlacedTick> YTicks(FrameRequest request, double plotHeight) =>
        Truncated(TickFit.Vertical(request.Y.Between(plotHeight, 0)), request.Width);

    private static double LeftOf(IReadOnlyList<PlacedTick> yTicks) =>
        TickGap + yTicks.Select(t => TextWidth.Of(t.Label, Typography.Size)).DefaultIfEmpty(0).Max();

    private static double PlotWidth(FrameRequest request, IReadOnlyList<PlacedTick> yTicks, double right) =>
        request.Width - LeftOf(yTicks) - Math.Max(right, RightGap);

    private static IReadOnlyList<string> Title(Axis axis, double width) =>
        axis.Title is null ? [] : TextFit.Wrap(axis.Title, width, Typography.Size, lines: 2);

    private static IReadOnlyList<PlacedTick> Truncated(IReadOnlyList<PlacedTick> ticks, double width) =>
        [.. ticks.Select(t => t with { Label = t.Label with { Text = TextFit.Truncate(t.Label.Text, width * MostTickShare, Typography.Size) } })];

    private static double EndWidth(FrameRequest request)
    {
        double widest = request.EndLabels.Select(l => TextWidth.Of(l.Text, Typography.Size)).DefaultIfEmpty(0).Max();
        return widest == 0 ? 0 : EndGap + Math.Min(widest, request.Width * (1 - FrameRequest.LeastPlotShare) * 0.7);
    }

    private static double LegendWidth(FrameRequest request) =>
        LegendGap + Math.Min(request.Legend.Max(LegendRows.Width), request.Width * (1 - FrameRequest.LeastPlotShare) * 0.6);

    private static IReadOnlyList<double> Minor(Scale scale, int most) =>
        [.. scale.MinorTicks(most).Where(scale.Contains).Select(scale.Project)];

    private static IEnumerable<PlacedReference> HorizontalLines(FrameRequest request, Scale y) =>
        from line in request.References
        where line.Direction == ReferenceDirection.Horizontal && y.Contains(line.Value)
        select new PlacedReference(line, y.Project(line.Value), null, default, -1, HasStem: false);

    private static IReadOnlyList<PlacedEndLabel> PlaceEndLabels(FrameRequest request, Scale y, Box plot, double width, out double shift)
    {
        double[] wanted = [.. request.EndLabels.Select(l => Math.Clamp(y.Project(l.Value), plot.Top, plot.Bottom))];
        var centres = Spreading.Centres(wanted, Typography.Line, plot.Top - Typography.Line / 2, plot.Bottom + Typography.Line / 2);
        if (centres is null)
        {
            shift = double.PositiveInfinity;
            return [];
        }

        shift = wanted.Zip(centres, (a, b) => Math.Abs(a - b)).DefaultIfEmpty(0).Max();
        return [.. request.EndLabels.Select((l, i) => new PlacedEndLabel(l, TextFit.Truncate(l.Text, width + Slack, Typography.Size), wanted[i], centres[i]))];
    }
}
