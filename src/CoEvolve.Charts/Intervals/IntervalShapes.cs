namespace CoEvolve.Charts;

/// <summary>Paths of an interval plot's rows.</summary>
internal static class IntervalShapes
{
    private const double BarHalf = 8;
    private const double Arrow = 5;

    /// <summary>The stretch from lower to upper within the plot; a missing end is the measured value.</summary>
    public static string Interval(IntervalRow row, Scale x, double y)
    {
        double low = Position(row.Lower, x) ?? Position(row.Measured, x) ?? double.NaN, high = Position(row.Upper, x) ?? Position(row.Measured, x) ?? double.NaN;
        if (double.IsNaN(low) || double.IsNaN(high) || low == high)
            return "";
        var pieces = Clipping.Line([new(low, y), new(high, y)], new Box(x.Start, y - 1, x.End - x.Start, 2));
        return pieces.Count == 0 ? "" : new PathData().Line(pieces[0]).ToString();
    }

    /// <summary>A disc, or an arrow at the edge that the value lies beyond.</summary>
    public static string Measured(double value, Scale x, double y) =>
        Position(value, x) is not { } at ? "" : Beyond(at, x, y) ?? MarkerPaths.At(MarkerShape.Circle, new(at, y));

    /// <summary>An upright bar, or an arrow.</summary>
    public static string Predicted(double value, Scale x, double y) =>
        Position(value, x) is not { } at ? "" : Beyond(at, x, y) ?? Bar(new(at, y));

    public static string Bar(Pixel p) => new PathData().Rectangle(new(p.X - 1.25, p.Y - BarHalf, 2.5, 2 * BarHalf)).ToString();

    /// <summary>A tick, a cross or a dash around a point.</summary>
    public static string Glyph(CheckOutcome outcome, Pixel p) => outcome switch
    {
        CheckOutcome.Passed => new PathData().Line([new(p.X - 5, p.Y + 0.5), new(p.X - 1.5, p.Y + 4), new(p.X + 5, p.Y - 4.5)]).ToString(),
        CheckOutcome.Failed => new PathData().Line([new(p.X - 4, p.Y - 4), new(p.X + 4, p.Y + 4)]).Line([new(p.X - 4, p.Y + 4), new(p.X + 4, p.Y - 4)]).ToString(),
        CheckOutcome.Undecided => new PathData().Line([new(p.X - 4.5, p.Y), new(p.X + 4.5, p.Y)]).ToString(),
        _ => "",
    };

    private static string? Beyond(double at, Scale x, double y)
    {
        if (at > x.End + 1e-6)
            return new PathData().Polygon([new(x.End + 4, y), new(x.End - Arrow, y - Arrow), new(x.End - Arrow, y + Arrow)]).ToString();
        return at < x.Start - 1e-6 ? new PathData().Polygon([new(x.Start - 4, y), new(x.Start + Arrow, y - Arrow), new(x.Start + Arrow, y + Arrow)]).ToString() : null;
    }

    private static double? Position(double value, Scale x)
    {
        if (double.IsNaN(value))
            return null;
        if (x.CanShow(value))
            return x.Project(value);
        return value > 0 ? x.End + 10 : x.Start - 10;
    }
}
