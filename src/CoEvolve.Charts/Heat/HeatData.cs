namespace CoEvolve.Charts;

/// <summary>What a heat map shows; the same for every width.</summary>
internal sealed class HeatData
{
    /// <summary>Steps of colour; the stylesheet has as many.</summary>
    public const int Steps = 21;

    private const int ColourTicks = 5;

    public HeatData(Grid grid, Axis xAxis, Axis yAxis, Axis valueAxis, ColourRamp ramp, IReadOnlyList<ContourLine> contours, bool showValues)
    {
        (Grid, XAxis, YAxis, ValueAxis, Ramp, Contours, ShowValues) = (grid, xAxis, yAxis, valueAxis, ramp, contours, showValues);
        X = new CellAxis(xAxis, grid.X);
        Y = new CellAxis(yAxis, grid.Y);
        var range = new DataRange(valueAxis.Scale);
        range.Add(grid.Values);
        IsEmpty = range.IsEmpty;
        Colours = AxisFit.Scale(valueAxis, range, roundEnds: true, ColourTicks + 1);
        HasMissing = grid.Values.Any(v => Step(v) is null);
    }

    public Grid Grid { get; }

    public Axis XAxis { get; }

    public Axis YAxis { get; }

    public Axis ValueAxis { get; }

    public ColourRamp Ramp { get; }

    public IReadOnlyList<ContourLine> Contours { get; }

    public bool ShowValues { get; }

    public CellAxis X { get; }

    public CellAxis Y { get; }

    /// <summary>From value to fraction of the colour ramp.</summary>
    public Scale Colours { get; }

    public bool HasMissing { get; }

    public bool IsEmpty { get; }

    /// <summary>The step of colour, 0 to 20, or null for a value without one.</summary>
    public int? Step(double value)
    {
        if (double.IsNaN(value) || (!Colours.CanShow(value) && ValueAxis.Scale != AxisScale.Log && !double.IsInfinity(value)))
            return null;
        if (!Colours.CanShow(value))
            return value > 0 ? Steps - 1 : 0;
        return Math.Clamp((int)Math.Floor(Colours.Fraction(value) * Steps), 0, Steps - 1);
    }
}
