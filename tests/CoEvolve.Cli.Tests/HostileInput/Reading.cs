using CoEvolve.Engines;
using CoEvolve.Report;
using CoEvolve.Store;

namespace CoEvolve.Cli.Tests.HostileInput;

/// <summary>Opens a results file in every way there is and reads all that can be read.</summary>
internal static class Reading
{
    /// <returns>The message of the refusal; null if everything could be read. Any exception but a StoreException passes through.</returns>
    public static string? Everything(string path)
    {
        try
        {
            using ResultsReader reader = ResultsReader.Open(path);
            reader.Experiments();
            reader.Experiment();
            reader.Findings();
            reader.StatusCounts();
            reader.Failed();
            reader.Generations();
            reader.Texts();
            reader.Images();
            reader.Captions();
            reader.Ranks();
            reader.CaptionsOf(1);
            reader.Points();
            reader.Collapses();
            foreach (int generation in reader.SnapshotGenerations(1))
                reader.Snapshot(1, generation, "image");
            reader.Overviews();
            reader.Details();
            reader.Ecosystems(most: 100);
            reader.Ecosystem(1);
            return null;
        }
        catch (StoreException e)
        {
            return e.Message;
        }
    }

    /// <returns>As <see cref="Everything"/>, for an export.</returns>
    public static string? Exported(string path)
    {
        using var folder = new TemporaryFolder();
        try
        {
            ResultsExport.Write(path, experiment: null, ExportFormat.Json, folder.Path, overwrite: false);
            return null;
        }
        catch (StoreException e)
        {
            return e.Message;
        }
    }

    /// <returns>As <see cref="Everything"/>, for a report.</returns>
    public static string? Reported(string path)
    {
        try
        {
            ReportWriter.Render(path, experiment: null);
            return null;
        }
        catch (StoreException e)
        {
            return e.Message;
        }
    }

    /// <returns>As <see cref="Everything"/>, for going on with a run.</returns>
    public static string? ToGoOn(string path)
    {
        try
        {
            using SqliteRunStore store = SqliteRunStore.Open(path);
            store.Claim(100);
            return null;
        }
        catch (StoreException e)
        {
            return e.Message;
        }
    }
}
