using CoEvolve.Charts;
using CoEvolve.Core;

namespace CoEvolve.Report;

/// <summary>Pictures that the first ecosystem of a group makes, caption by caption and generation by generation.</summary>
internal static class PicturesFigure
{
    private const int MostCaptions = 12;
    private const int MostPixelsASide = 32;
    private const int MostColumns = 6;
    private const int PicturesPerCell = 2;

    /// <summary>The figure; null if images are no pictures, or nothing was stored whole.</summary>
    public static Figure? Of(GroupData group, string id, string title, string? subtitle, string note)
    {
        if (group.Experiment.Resolved?.ImageSpace is not { } space || !SampleImages.CanShow(space, MostPixelsASide) || group.Spec is not { } spec)
            return null;
        int side = SampleImages.Side(space);
        (int Generation, CaptionGaussians Gaussians)[] moments =
        [
            .. group.SnapshotGenerations.Take(MostColumns).Select(g => (g, group.Gaussians(group.Image, g))).Where(m => m.Item2 is not null).Select(m => (m.g, m.Item2!)),
        ];
        if (moments.Length == 0)
            return null;
        return Draw.Chart<ImageGrid>(id, title, subtitle, note, new()
        {
            [nameof(ImageGrid.Columns)] = (IReadOnlyList<string>)[.. moments.Select(m => Numbers.Count(m.Generation))],
            [nameof(ImageGrid.Corner)] = "generation",
            [nameof(ImageGrid.PixelSize)] = side <= 8 ? 3 : 1,
            [nameof(ImageGrid.Rows)] = (IReadOnlyList<ImageRow>)
            [
                .. Enumerable.Range(0, Math.Min(MostCaptions, spec.Captions)).Select(k => new ImageRow(
                    spec.Vocabulary[k],
                    [.. moments.Select(m => Cell(m.Gaussians, space, k, spec.Seed, side))])),
            ],
        });
    }

    private static IReadOnlyList<GrayImage> Cell(CaptionGaussians gaussians, FittedImageSpace space, int caption, ulong seed, int side) =>
        [.. SampleImages.Draw(gaussians, space, caption, seed, PicturesPerCell).Select(pixels => new GrayImage(side, side, pixels, SampleImages.Darkest))];
}
