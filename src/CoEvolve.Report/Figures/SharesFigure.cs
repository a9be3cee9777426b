using CoEvolve.Charts;
using CoEvolve.Store;

namespace CoEvolve.Report;

/// <summary>The shares of all captions in one ecosystem: means would hide what happens, since a caption's mean share stays.</summary>
internal static class SharesFigure
{
    private const int MostCaptions = 30;

    /// <summary>The figure, of the group's first ecosystem; null if captions were not recorded or are too many.</summary>
    public static Figure? Of(GroupData group, string id, string title, string? subtitle, string note)
    {
        CaptionEntry[] rows = [.. group.Experiment.Results.CaptionsOf(group.FirstEcosystem, group.Experiment.Id).Where(c => c.Model == group.Image)];
        double[] generations = [.. rows.Select(r => (double)r.Generation).Distinct()];
        IGrouping<int, CaptionEntry>[] captions = [.. rows.GroupBy(r => r.Caption)];
        if (generations.Length < 2 || captions.Length > MostCaptions)
            return null;
        return Draw.Chart<StackedShares>(id, title, subtitle, note, new()
        {
            [nameof(StackedShares.X)] = generations,
            [nameof(StackedShares.XAxis)] = Draw.Generations,
            [nameof(StackedShares.YTitle)] = "share",
            [nameof(StackedShares.Shares)] = (IReadOnlyList<ShareSeries>)[.. captions.Select(c => new ShareSeries(c.First().Word, [.. c.Select(r => Math.Clamp(r.Share, 0, 1))], c.Key))],
            [nameof(StackedShares.Widths)] = Draw.Half,
        });
    }
}
