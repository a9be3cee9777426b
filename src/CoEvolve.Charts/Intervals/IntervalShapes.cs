namespace CoEvolve.Charts;

/// <summary>Paths of an interval plot's rows.</summary>
internal static class IntervalShapes
{
    private const double BarHalf = 8;
    private const double Arrow = 5;

    /// <summary>The stretch from lower to upper within the plot; a missing end is the measured value.</summary>
    public static string Interval(IntervalRow row, Scale x, double y)
    {
        double low = Position(row.Lower, x) ?? Position(row.Measured, x) ?? double.NaN;
        double high = Position(row.Upper, x) ?? Position(row.Measured, x) ?? double.NaN;
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
    public static string Glyph(CheckOutcome outcome, Pixel p)
    {
        return outcome switch
        {
            CheckOutcome.Passed => new PathData().Line([At(-5, 0.5), At(-1.5, 4), At(5, -4.5)]).ToString(),
            CheckOutcome.Failed => new PathData().Line([At(-4, -4), At(4, 4)]).Line([At(-4, 4), At(4, -4)]).ToString(),
            CheckOutcome.Undecided => new PathData().Line([At(-4.5, 0), At(4.5, 0)]).ToString(),
            _ => "",
        };

        Pixel At(double x, double y) => new(p.X + x, p.Y + y);
    }

    private static string? Beyond(double at, Scale x, double y)
    {
        if (at > x.End + 1e-6)
            return ArrowHead(x.End, +1, y);
        return at < x.Start - 1e-6 ? ArrowHead(x.Start, -1, y) : null;
    }

    private static string ArrowHead(double edge, int direction, double y)
    {
        double back = edge - direction * Arrow;
        return new PathData().Polygon([new(edge + direction * 4, y), new(back, y - Arrow), new(back, y + Arrow)]).ToString();
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
