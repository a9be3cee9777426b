using CoEvolve.Actors;
using CoEvolve.Charts;
using CoEvolve.Core;

namespace CoEvolve.Report;

/// <summary>Where the first ecosystem of a group has its images, generation after generation.</summary>
internal static class EllipseFigure
{
    private const int MostCaptions = 30;
    private const int MostFrames = 8;

    /// <summary>The figure; null if images have not two dimensions, captions are too many, or nothing was stored whole.</summary>
    /// <param name="group">The group.</param>
    /// <param name="id">Anchor.</param>
    /// <param name="title">Heading.</param>
    /// <param name="subtitle">A line below it, or null.</param>
    /// <param name="note">What there is to see.</param>
    /// <param name="generations">Which generations; null for all that were stored whole.</param>
    public static Figure? Of(GroupData group, string id, string title, string? subtitle, string note, IReadOnlyList<int>? generations = null)
    {
        if (group.Spec is not { Dimension: 2, Captions: <= MostCaptions } spec)
            return null;
        var frames = new List<EllipseFrame>();
        foreach (int generation in (generations ?? group.SnapshotGenerations).Take(MostFrames))
        {
            if (group.Gaussians(group.Image, generation) is { } gaussians)
                frames.Add(new EllipseFrame($"generation {generation}", [.. Ellipses(spec, gaussians, group.Shares(group.Text, generation))]));
        }

        return frames.Count == 0 ? null : Draw.Chart<EllipsePlot>(id, title, subtitle, note, new() { [nameof(EllipsePlot.Frames)] = frames });
    }

    private static IEnumerable<Gaussian2D> Ellipses(EcosystemSpec spec, CaptionGaussians gaussians, double[]? shares)
    {
        // As TextMeasures counts captions alive.
        double least = 1 / (2.0 * spec.TextModels[0].CaptionsPerGeneration);
        for (int k = 0; k < gaussians.Captions; k++)
        {
            double[] a = [.. gaussians.Factor(k)];
            yield return new Gaussian2D(
                spec.Vocabulary[k],
                gaussians.Mean(k)[0],
                gaussians.Mean(k)[1],
                a[0] * a[0],
                a[0] * a[2],
                (a[2] * a[2]) + (a[3] * a[3]),
                k) { Faded = shares is not null && shares[k] <= least };
        }
    }
}
