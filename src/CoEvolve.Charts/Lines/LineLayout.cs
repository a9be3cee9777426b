namespace CoEvolve.Charts;

/// <summary>A line chart at one width.</summary>
internal sealed class LineLayout : ChartLayout
{
    private const double MostShift = 20;
    private const double MostReferenceShare = 0.3;
    private const double NarrowForRight = 480;

    private readonly LineData _data;

    private LineLayout(LineData data, PlotFrame frame)
    {
        _data = data;
        Frame = frame;
        // Dashes over the lines that they are compared with.
        Marks = [.. data.Series.OrderBy(s => s.Style != LineStyle.Solid).Select(s => LinePaths.Mark(s, frame))];
    }

    public PlotFrame Frame { get; }

    public IReadOnlyList<LineMark> Marks { get; }

    public override double Width => Frame.Width;

    public override double Height => Frame.Height;

    public override string Description => LineDescription.Of(_data, Frame.X, Frame.Y);

    public static LineLayout Create(LineData data, double width, double height, LegendPlacement placement)
    {
        var request = new FrameRequest(
            width,
            height,
            data.XAxis,
            data.YAxis,
            AxisFit.Scale(data.XAxis, data.X, roundEnds: false, TickFit.MostOnHorizontal(width - 60)),
            AxisFit.Scale(data.YAxis, data.Y, roundEnds: true, TickFit.MostOnVertical(height - 60)))
        {
            References = data.References,
        };
        var (atEnd, inLegend) = ReferenceLabels(data.References, request.Y, width);
        request = request with { EndLabels = atEnd };
        if (placement == LegendPlacement.Auto && LineLegend.EndLabels(data.Series, request.X, request.Y, width) is { } labels)
        {
            var direct = FrameBuilder.Build(request with { EndLabels = [.. labels, .. atEnd], Legend = [.. LineLegend.SharedItems(data.Series), .. inLegend] });
            if (direct.EndLabelShift <= MostShift)
                return new(data, direct);
        }

        return new(data, FrameBuilder.Build(request with
        {
            Legend = placement == LegendPlacement.None ? [] : [.. LineLegend.Items(data.Series), .. inLegend],
            LegendAtRight = placement == LegendPlacement.Right && width >= NarrowForRight,
        }));
    }

    // A long name of a line across would take the plot's room, so it goes to the legend.
    private static (IReadOnlyList<EndLabel> AtEnd, IReadOnlyList<LegendItem> InLegend) ReferenceLabels(
        IReadOnlyList<ReferenceLine> references,
        Scale y,
        double width)
    {
        var labelled = references.Where(r => r.Direction == ReferenceDirection.Horizontal && r.Label is not null && y.Contains(r.Value))
            .ToLookup(r => TextWidth.Of(r.Label!, Typography.Size) <= width * MostReferenceShare);
        return (
            [.. labelled[true].Select(r => new EndLabel(r.Label!, r.Value, LineSeries.Ink, r.Style, IsReference: true))],
            [.. labelled[false].Select(r => new LegendItem(r.Label!, LineSeries.Ink) { Line = r.Style, Reference = true }).Distinct()]);
    }
}
