using Microsoft.AspNetCore.Components;

namespace CoEvolve.Charts;

/// <summary>Gaussians in the plane as ellipses, one frame a moment; all frames have the same axes and equal units in both directions.</summary>
/// <remarks>The ellipse at one standard deviation is filled, those further out are outlines. A marker stands at the mean, however small the ellipse.</remarks>
public partial class EllipsePlot : PanelChart
{
    private EllipseSpace? _space;

    /// <summary>Makes small frames, so that a phone has two of them side by side.</summary>
    public EllipsePlot() => CellWidth = 200;

    /// <summary>The moments, in order.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<EllipseFrame> Frames { get; set; } = [];

    /// <summary>Which ellipses are drawn, in standard deviations; 1 to 3 of them, positive and rising.</summary>
    [Parameter]
    public IReadOnlyList<double> Deviations { get; set; } = [1, 2];

    /// <summary>The horizontal axis of all frames. Linear.</summary>
    [Parameter]
    public Axis XAxis { get; set; } = new();

    /// <summary>The vertical axis of all frames. Linear.</summary>
    [Parameter]
    public Axis YAxis { get; set; } = new();

    private protected override void CheckData()
    {
        Check.That(Deviations.Count is >= 1 and <= 3, Id, $"Deviations has {Deviations.Count} values; allowed are 1 to 3.");
        for (int i = 0; i < Deviations.Count; i++)
            Check.That(Deviations[i] > (i == 0 ? 0 : Deviations[i - 1]) && double.IsFinite(Deviations[i]), Id,
                $"Deviations[{i}] is {Deviations[i]:R}; they must be positive and rise.");
        Check.That(XAxis.Scale == AxisScale.Linear && YAxis.Scale == AxisScale.Linear, Id,
            $"Axes are {XAxis.Scale} and {YAxis.Scale}; an ellipse keeps its shape on linear axes alone.");
        foreach (var gaussian in Frames.SelectMany(f => f.Gaussians))
        {
            Check.That(!(gaussian.VarianceX < 0) && !(gaussian.VarianceY < 0), Id,
                $"'{gaussian.Name}' has variances {gaussian.VarianceX:R} and {gaussian.VarianceY:R}; a variance is not negative.");
            Check.That(gaussian.Colour >= 0, Id, $"'{gaussian.Name}' has colour {gaussian.Colour}; allowed is an index from 0.");
        }

        _space = EllipseSpace.Of(Frames, Deviations[^1], XAxis, YAxis);
    }

    private protected override IEnumerable<(string Title, ChartLayout Layout)> Layout() =>
        Frames.Select(f => (f.Title, (ChartLayout)EllipseLayout.Create(f, Deviations, _space!, CellWidth)));

    private protected override IEnumerable<LegendItem> Legend() =>
        Frames.SelectMany(f => f.Gaussians).Select(g => new LegendItem(g.Name, g.Colour) { Marker = Palette.Shape(g.Colour) });

    private protected override (Axis X, Axis Y) Axes() => (XAxis, YAxis);
}
