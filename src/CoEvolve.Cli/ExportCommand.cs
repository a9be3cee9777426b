using System.Globalization;
using CoEvolve.Store;

namespace CoEvolve.Cli;

/// <summary>`coevolve export`: the tables of a store as text.</summary>
internal static class ExportCommand
{
    /// <summary>Runs it.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(string store, long? experiment, ExportFormat format, string? folder, bool force, Streams streams)
    {
        if (string.IsNullOrWhiteSpace(store))
            throw new BadInputException("STORE is empty; it must name a results file or a database.");
        string target = folder ?? StoreAddress.Parse(store).Database ?? Path.Combine(Path.GetDirectoryName(store) ?? "", Path.GetFileNameWithoutExtension(store));
        if (string.IsNullOrWhiteSpace(target))
            throw new BadInputException("--out is empty; it must name a folder.");
        foreach ((string file, long rows) in ResultsExport.Write(store, experiment, format, target, force))
            streams.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{file}: {rows:N0} rows"));
        return ExitCode.Done;
    }
}
