namespace CoEvolve.Charts;

/// <summary>The part of the plane that all frames of an ellipse plot show, in equal units.</summary>
internal sealed record EllipseSpace(LinearScale X, LinearScale Y)
{
    private const double Margin = 0.04;
    private const double FlattestAspect = 0.5;
    private const double TallestAspect = 1.5;

    /// <summary>Height over width.</summary>
    public double Aspect => (Y.Maximum - Y.Minimum) / (X.Maximum - X.Minimum);

    public static EllipseSpace Of(IReadOnlyList<EllipseFrame> frames, double deviations, Axis xAxis, Axis yAxis)
    {
        DataRange x = new(AxisScale.Linear), y = new(AxisScale.Linear);
        foreach (var g in frames.SelectMany(f => f.Gaussians))
        {
            Extend(x, g.MeanX, deviations * Math.Sqrt(g.VarianceX));
            Extend(y, g.MeanY, deviations * Math.Sqrt(g.VarianceY));
        }

        var (left, right) = Ends(xAxis, x);
        var (bottom, top) = Ends(yAxis, y);
        // A long thin picture would be all axis; the short side gets more of the plane instead.
        Stretch(ref left, ref right, (top - bottom) / TallestAspect);
        Stretch(ref bottom, ref top, (right - left) * FlattestAspect);
        return new(new LinearScale(left, right, 0, 1), new LinearScale(bottom, top, 0, 1));
    }

    private static void Extend(DataRange range, double mean, double radius)
    {
        range.Add(mean - radius);
        range.Add(mean + radius);
    }

    private static (double Low, double High) Ends(Axis axis, DataRange range)
    {
        double margin = range.IsEmpty || axis.Minimum is not null || axis.Maximum is not null ? 0 : (range.Greatest - range.Least) * Margin;
        var scale = AxisFit.Scale(axis with { RoundEnds = false }, range, roundEnds: false, 4);
        return (scale.Minimum - margin, scale.Maximum + margin);
    }

    private static void Stretch(ref double low, ref double high, double least)
    {
        if (high - low >= least)
            return;
        double middle = low / 2 + high / 2;
        (low, high) = (middle - least / 2, middle + least / 2);
    }
}
