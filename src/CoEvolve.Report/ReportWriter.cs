using System.Text.Json;
using CoEvolve.Charts;
using CoEvolve.Engines;
using CoEvolve.Report.Pages;
using CoEvolve.Store;

namespace CoEvolve.Report;

/// <summary>
/// Makes one HTML page of a results file: it stands alone, without script and without any other file, and is as well XML.
/// The same file gives the same page.
/// </summary>
public static class ReportWriter
{
    /// <summary>Writes a page, under another name until it is whole.</summary>
    /// <param name="page">What <see cref="Render"/> made.</param>
    /// <param name="file">Where to; replaced if it is there.</param>
    /// <exception cref="IOException">It cannot be written; or <see cref="UnauthorizedAccessException"/>, or what else a bad path gives.</exception>
    public static void Write(string page, string file)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        string partial = file + ".partial";
        try
        {
            File.WriteAllText(partial, page);
            File.Move(partial, file, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    /// <summary>The page as text.</summary>
    /// <param name="store">The results file; a run may be writing it.</param>
    /// <param name="experiment">
    /// Number of the experiment. Null for the only one; or, of a file of `coevolve reproduce`, for the report on all findings.
    /// </param>
    /// <exception cref="StoreException">The file cannot be read; or it has several experiments, no findings, and none is named.</exception>
    public static string Render(string store, long? experiment)
    {
        using ResultsReader results = ResultsReader.Open(store);
        IReadOnlyList<StoredCheck> checks = experiment is null ? results.Findings() : [];
        ReportDocument document = Compose(store, () => checks.Count > 0
            ? ReproductionReport.Of(results, checks)
            : ExperimentReport.Of(new ExperimentData(results, results.Experiment(experiment).Id)));
        var parameters = new Dictionary<string, object?> { [nameof(FragmentComponent.Fragment)] = PageMarkup.Page(document) };
        return "<!DOCTYPE html>\n" + ChartRenderer.RenderAsync<FragmentComponent>(parameters).GetAwaiter().GetResult() + "\n";
    }

    // A value that no run writes is the file's fault, and found here at the latest.
    private static ReportDocument Compose(string store, Func<ReportDocument> compose)
    {
        try
        {
            return compose();
        }
        catch (Exception e) when (e is FormatException or JsonException or ArgumentException or InvalidOperationException or OverflowException)
        {
            throw new StoreException($"{store}: the file is damaged, or was changed by hand ({e.Message.TrimEnd('.')}). Go back to a copy.", e);
        }
    }
}
