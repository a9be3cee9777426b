namespace CoEvolve.Charts;

/// <summary>A chart at one natural width, with everything in its place.</summary>
internal abstract class ChartLayout
{
    /// <summary>Width of the viewBox, px.</summary>
    public abstract double Width { get; }

    /// <summary>Height of the viewBox, px.</summary>
    public abstract double Height { get; }

    /// <summary>What the chart shows, for those who cannot see it.</summary>
    public abstract string Description { get; }
}
