namespace CoEvolve.Charts;

/// <summary>Which of several drawings of a chart is shown at which width of its figure.</summary>
internal static class Variants
{
    /// <summary>A drawing is enlarged by this at most, or lines and letters get clumsy.</summary>
    public const double MostGrowth = 1.2;

    /// <summary>The least size at which a drawing is shown while there is a narrower one: 12 px become 10 px.</summary>
    public const double LeastShrinkage = 5.0 / 6;

    /// <summary>Widths at which drawings change are multiples of this; the stylesheet has a rule for each.</summary>
    public const int Step = 50;

    /// <summary>CSS classes of a drawing: hidden below its own threshold, and from the next wider one's on.</summary>
    public static string Class(IReadOnlyList<ChartLayout> layouts, int index)
    {
        string css = "cc-svg";
        if (index > 0)
            css += $" cc-below-{Threshold(layouts[index - 1].Width)}";
        if (index < layouts.Count - 1)
            css += $" cc-from-{Threshold(layouts[index].Width)}";
        return css;
    }

    /// <summary>The width of the figure from which on a drawing of this natural width is legible.</summary>
    public static int Threshold(double width) => (int)Math.Ceiling(width * LeastShrinkage / Step) * Step;
}
