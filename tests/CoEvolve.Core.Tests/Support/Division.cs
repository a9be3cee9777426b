namespace CoEvolve.Core.Tests;

/// <summary>Does all parts of a work, the last first: their order must not matter.</summary>
internal static class Division
{
    public static void DoAll(this IDividedWork work, int parts)
    {
        for (int part = parts - 1; part >= 0; part--)
            work.DoPart(part);
    }

    /// <summary>Begins, does all parts and ends.</summary>
    public static ImageMetrics Measure(this ImageMeasures measures, ImageModelState state, ReadOnlySpan<double> shares, int captionsPerGeneration, Span<CaptionMetrics> captions)
    {
        measures.DoAll(measures.Begin(state, shares));
        return measures.End(state, shares, captionsPerGeneration, captions);
    }
}
