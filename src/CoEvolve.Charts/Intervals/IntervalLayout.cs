namespace CoEvolve.Charts;

/// <summary>An interval plot at one width.</summary>
internal sealed class IntervalLayout : ChartLayout
{
    private const double Narrow = 520;
    private const double GlyphWidth = 26;
    private const double Gap = 14;
    private const double RowPadding = 5;
    private const double PlotRow = 18;
    private const double Indent = 8;
    private const int ManyRows = 15;

    // A text must not be cut off for the sake of a last bit.
    private const double Slack = 0.01;

    private readonly IntervalData _data;
    private readonly List<IntervalMark> _rows = [];
    private readonly List<(string Text, double Baseline)> _groups = [];
    private readonly List<(double Top, double Bottom)> _strips = [];

    private IntervalLayout(IntervalData data, double width)
    {
        _data = data;
        Width = width;
        bool stacked = width < Narrow;
        double glyphs = data.Rows.Any(r => r.Outcome != CheckOutcome.None) ? GlyphWidth : 0;
        double values = Math.Min(Widest(data.Rows.Select(r => r.ValueText)), width * 0.28);
        double mostLabel = stacked ? width - glyphs - (values > 0 ? values + Gap : 0) : width * 0.42;
        double labels = Math.Min(Widest(data.Rows.Select(r => r.Label)) + 2 * Indent, mostLabel);
        double left = stacked ? Indent + 8 : labels + Gap;
        double right = width - glyphs - (stacked || values == 0 ? 10 : values + Gap + 8);
        ValueRight = width - glyphs - (stacked ? 8 : 0);
        GlyphCentre = width - GlyphWidth / 2;
        Scale = AxisFit.Scale(data.Axis, data.Range, roundEnds: true, TickFit.MostOnHorizontal(right - left)).Between(left, right);
        Ticks = TickFit.Horizontal(Scale, width);

        Legend = LegendRows.Rows([.. data.Legend()], width);
        double top = Legend.Count == 0 ? 0 : Legend[^1].Centre + LegendRows.RowHeight / 2 + 8;
        // Long lists have the axis at both ends; the reader sees one of them.
        TopAxis = data.Rows.Count > ManyRows;
        var lines = data.References.Where(r => Scale.Contains(r.Value));
        var references = VerticalLabels.Place(lines, Scale, width, out int labelRows);
        top += labelRows * Typography.Line + (labelRows > 0 ? 4 : 0) + (TopAxis ? 22 : 0);
        PlotTop = top;
        References = [.. references.Select(r => r with { LabelBox = r.LabelBox with { Top = r.LabelBox.Top + top - (TopAxis ? 22 : 0) } })];
        PlotBottom = Rows(top, stacked, labels, values);
        if (!stacked)
            _strips.Add((PlotTop, PlotBottom));
        Title = data.Axis.Title is null ? [] : TextFit.Wrap(data.Axis.Title, width, Typography.Size, lines: 2);
        Height = Math.Ceiling(PlotBottom + 24 + Title.Count * (Typography.Line + 1));
    }

    public override double Width { get; }

    public override double Height { get; }

    public Scale Scale { get; }

    public IReadOnlyList<PlacedTick> Ticks { get; }

    public IReadOnlyList<PlacedLegendItem> Legend { get; }

    public IReadOnlyList<PlacedReference> References { get; }

    public IReadOnlyList<IntervalMark> Marks => _rows;

    /// <summary>Where lines run through from top to bottom: everywhere, or beside the intervals alone if labels stand between them.</summary>
    public IReadOnlyList<(double Top, double Bottom)> Strips => _strips;

    /// <summary>Headings of groups.</summary>
    public IReadOnlyList<(string Text, double Baseline)> Groups => _groups;

    /// <summary>Lines of the axis' title, the first one line below the tick labels.</summary>
    public IReadOnlyList<string> Title { get; }

    public bool TopAxis { get; }

    public double PlotTop { get; }

    public double PlotBottom { get; }

    /// <summary>Where the values' texts end.</summary>
    public double ValueRight { get; }

    public double GlyphCentre { get; }

    public override string Description
    {
        get
        {
            var outcomes = _data.Rows.GroupBy(r => r.Outcome).Where(g => g.Key != CheckOutcome.None).OrderBy(g => g.Key);
            string counts = string.Join(", ", outcomes.Select(g => $"{Numbers.Integer(g.Count())} {_data.OutcomeName(g.Key)}"));
            string failed = string.Join("; ", _data.Rows.Where(r => r.Outcome == CheckOutcome.Failed).Select(r => r.Label));
            return $"Intervals, {Describing.Count(_data.Rows.Count, "row")}. {Describing.AxisRange("Axis", _data.Axis, Scale)}"
                + (counts.Length == 0 ? "" : $" {counts}.") + (failed.Length == 0 ? "" : $" {_data.OutcomeName(CheckOutcome.Failed)}: {failed}.");
        }
    }

    public static IntervalLayout Create(IntervalData data, double width) => new(data, width);

    private double Rows(double top, bool stacked, double labelWidth, double valueWidth)
    {
        bool striped = false;
        foreach (var row in _data.Rows)
        {
            if (row.Group is not null)
            {
                _groups.Add((TextFit.Truncate(row.Group, Width, Typography.Size, bold: true), top + Typography.Line + 2));
                top += Typography.Line + 10;
                striped = false;
            }

            // At most two lines of label: a third would say that it belongs into the text.
            var label = TextFit.Wrap(row.Label, labelWidth - 2 * Indent + Slack, Typography.Size, lines: 2);
            double text = label.Count * Typography.Line;
            double height = 2 * RowPadding + (stacked ? text + PlotRow : Math.Max(text, PlotRow));
            double centre = stacked ? top + RowPadding + text + PlotRow / 2 : top + height / 2;
            if (stacked)
                _strips.Add((centre - PlotRow / 2, top + height));
            double labelTop = stacked ? top + RowPadding : top + (height - text) / 2;
            _rows.Add(new IntervalMark
            {
                Row = row,
                Place = new Box(0, top, Width, height),
                Striped = striped,
                Label = label,
                LabelLeft = Indent,
                LabelBaseline = labelTop + Typography.Size - 1,
                Value = row.ValueText is null ? null : TextFit.Truncate(row.ValueText, valueWidth + Slack, Typography.Size),
                ValueBaseline = stacked ? labelTop + Typography.Size - 1 : centre + Typography.HalfHeight,
                Interval = IntervalShapes.Interval(row, Scale, centre),
                Measured = IntervalShapes.Measured(row.Measured, Scale, centre),
                Predicted = IntervalShapes.Predicted(row.Predicted, Scale, centre),
                Glyph = IntervalShapes.Glyph(row.Outcome, new(GlyphCentre, top + height / 2)),
                Outcome = _data.OutcomeName(row.Outcome),
            });
            striped = !striped;
            top += height;
        }

        return top + 2;
    }

    private static double Widest(IEnumerable<string?> texts) =>
        texts.Select(t => t is null ? 0 : TextWidth.Of(t, Typography.Size)).DefaultIfEmpty(0).Max();
}
