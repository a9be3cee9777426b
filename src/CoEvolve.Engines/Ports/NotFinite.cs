using CoEvolve.Core;

namespace CoEvolve.Engines;

/// <summary>Finds what no store would take: a metric that is NaN or infinite, by the name of its column in the results.</summary>
public static class NotFinite
{
    /// <summary>The first of a text model's metrics that is not finite; null if all are.</summary>
    public static (string Column, double Value)? In(in TextMetrics metrics) =>
        Check("gini_simpson", metrics.GiniSimpson)
        ?? Check("entropy", metrics.Entropy)
        ?? Check("effective_captions", metrics.EffectiveCaptions)
        ?? Check("total_variation", metrics.TotalVariation)
        ?? Check("reader_resolution", metrics.ReaderResolution ?? 0);

    /// <summary>The first of an image model's metrics that is not finite; null if all are.</summary>
    public static (string Column, double Value)? In(in ImageMetrics metrics) =>
        Check("diversity", metrics.Diversity)
        ?? Check("fidelity_error", metrics.FidelityError)
        ?? Check("log_det", metrics.LogDet ?? 0)
        ?? Check("within_variance", metrics.WithinVariance)
        ?? Check("between_variance", metrics.BetweenVariance)
        ?? Check("frechet_distance", metrics.FrechetDistance)
        ?? Check("matthew_index", metrics.MatthewIndex ?? 0);

    /// <summary>The first of a caption's metrics that is not finite; null if all are.</summary>
    public static (string Column, double Value)? In(in CaptionMetrics metrics) =>
        Check("share", metrics.Share)
        ?? Check("diversity", metrics.Diversity)
        ?? Check("log_det", metrics.LogDet ?? 0)
        ?? Check("fidelity_error", metrics.FidelityError);

    private static (string Column, double Value)? Check(string column, double value) => double.IsFinite(value) ? null : (column, value);
}
