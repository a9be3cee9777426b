namespace CoEvolve.Charts;

/// <summary>One frame of an ellipse plot.</summary>
internal sealed class EllipseLayout : ChartLayout
{
    // Less than this is below the marker of the mean.
    private const double LeastRadius = 0.4;

    private readonly EllipseFrame _frame;

    private EllipseLayout(EllipseFrame frame, PlotFrame plot, IReadOnlyList<double> deviations)
    {
        _frame = frame;
        Frame = plot;
        Ellipses = [.. frame.Gaussians.Select(g => Mark(g, plot, deviations)).OfType<EllipseMark>()];
    }

    public PlotFrame Frame { get; }

    public IReadOnlyList<EllipseMark> Ellipses { get; }

    public override double Width => Frame.Width;

    public override double Height => Frame.Height;

    public override string Description =>
        $"{Describing.Count(_frame.Gaussians.Count, "Gaussian")} in the plane: " + string.Join("; ", _frame.Gaussians.Select(Told)) + ".";

    public static EllipseLayout Create(EllipseFrame frame, IReadOnlyList<double> deviations, EllipseSpace space, double width) =>
        new(frame, FrameBuilder.Build(new FrameRequest(width, width, new(), new(), space.X, space.Y) { Aspect = space.Aspect }), deviations);

    // The covariance's eigenvalues are squares of the half axes; its greater eigenvector is their direction.
    private static EllipseMark? Mark(Gaussian2D g, PlotFrame frame, IReadOnlyList<double> deviations)
    {
        if (!double.IsFinite(g.MeanX) || !double.IsFinite(g.MeanY))
            return null;
        var centre = frame.Project(g.MeanX, g.MeanY);
        if (!Clipping.Inside(centre, frame.Plot))
            return null;
        double half = (g.VarianceX - g.VarianceY) / 2, mean = (g.VarianceX + g.VarianceY) / 2;
        double root = Math.Sqrt(half * half + g.Covariance * g.Covariance);
        double unit = frame.Plot.Width / (frame.X.Maximum - frame.X.Minimum);
        double greater = Math.Sqrt(Math.Max(mean + root, 0)) * unit, lesser = Math.Sqrt(Math.Max(mean - root, 0)) * unit;
        // Upwards on paper is downwards in px.
        double degrees = -0.5 * Math.Atan2(2 * g.Covariance, g.VarianceX - g.VarianceY) * 180 / Math.PI;
        Pixel[] radii = double.IsFinite(greater) && double.IsFinite(lesser)
            ? [.. deviations.Select(d => new Pixel(greater * d, lesser * d)).Where(r => r.X >= LeastRadius)]
            : [];
        return new(g.Name, g.Colour, g.Faded, centre, degrees, radii);
    }

    private static string Told(Gaussian2D g) =>
        $"{g.Name}, mean ({Short(g.MeanX)}, {Short(g.MeanY)}), standard deviations {Short(Math.Sqrt(g.VarianceX))} and {Short(Math.Sqrt(g.VarianceY))}";

    private static string Short(double value) => Numbers.Significant(value, 2).ToString();
}
