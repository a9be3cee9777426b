namespace CoEvolve.Charts;

/// <summary>Stacked shares at one width.</summary>
internal sealed class SharesLayout : ChartLayout
{
    private const double NarrowForRight = 480;

    private readonly SharesData _data;

    private SharesLayout(SharesData data, PlotFrame frame, IReadOnlyList<ShareLayer> layers)
    {
        _data = data;
        Frame = frame;
        Layers = layers;
    }

    public PlotFrame Frame { get; }

    public IReadOnlyList<ShareLayer> Layers { get; }

    public override double Width => Frame.Width;

    public override double Height => Frame.Height;

    public override string Description
    {
        get
        {
            string range = Describing.AxisRange("Horizontal", _data.XAxis, Frame.X);
            int first = Enumerable.Range(0, _data.X.Count).FirstOrDefault(_data.IsKnown, -1);
            int last = Enumerable.Range(0, _data.X.Count).LastOrDefault(_data.IsKnown, -1);
            string shares = first < 0
                ? "no values"
                : string.Join("; ", _data.Layers.Select(l => $"{l.Name}, from {Percent(l.Shares[first])} to {Percent(l.Shares[last])}"));
            return $"Stacked shares of a whole. {range} {Describing.Count(_data.Layers.Count, "layer")}: {shares}.";
        }
    }

    public static SharesLayout Create(SharesData data, double width, double height, LegendPlacement placement)
    {
        var x = AxisFit.Scale(data.XAxis, data.Range, roundEnds: false, TickFit.MostOnHorizontal(width - 60));
        var y = new LinearScale(0, 1, 0, 1, percent: true);
        var request = new FrameRequest(width, height, data.XAxis, data.YAxis, x, y);
        bool direct = placement is LegendPlacement.Auto or LegendPlacement.None;
        var frame = FrameBuilder.Build(request);
        var layers = Layered(data, frame, direct);
        LegendItem[] legend = placement == LegendPlacement.None
            ? []
            : [.. layers.Where(l => l.Label is null).Select(l => new LegendItem(l.Name, l.Colour) { Area = true }).Distinct()];
        if (legend.Length > 0)
        {
            frame = FrameBuilder.Build(request with { Legend = legend, LegendAtRight = placement == LegendPlacement.Right && width >= NarrowForRight });
            layers = Layered(data, frame, direct);
        }

        return new(data, frame, layers);
    }

    private static ShareLayer[] Layered(SharesData data, PlotFrame frame, bool label) =>
        [.. Enumerable.Range(0, data.Layers.Count).Select(k => ShareLayers.Layer(data, k, frame, label))];

    private static string Percent(double share) => Numbers.Significant(share * 100, 2) + "%";
}
