using System.CommandLine;
using System.Globalization;
using CoEvolve.Report;

namespace CoEvolve.Cli;

/// <summary>`coevolve report`: a results file or a database as a page with figures.</summary>
internal static class ReportCommand
{
    /// <summary>The command as it is typed.</summary>
    public static Command Describe(Streams streams)
    {
        var store = new Argument<string>("STORE") { Description = "The results file, or the database as postgres://user@host:5432/database." };
        var experiment = new Option<long?>("--experiment") { Description = "Number of the experiment. Needed only where there are several and no findings.", HelpName = "N" };
        var output = new Option<string>("--out") { Description = "The page.", HelpName = "FILE", DefaultValueFactory = _ => "report.html" };
        var force = new Option<bool>("--force") { Description = "Replace a page that is there already." };
        var command = new Command("report", "Writes a page with figures that needs no other file; a run may be writing the results.") { store, experiment, output, force };
        command.SetAction(parsed => Run(parsed.GetValue(store)!, parsed.GetValue(experiment), parsed.GetValue(output)!, parsed.GetValue(force), streams));
        return command;
    }

    private static int Run(string store, long? experiment, string file, bool force, Streams streams)
    {
        if (string.IsNullOrWhiteSpace(store))
            throw new BadInputException("STORE is empty; it must name a results file or a database.");
        if (string.IsNullOrWhiteSpace(file))
            throw new BadInputException("--out is empty; it must name a file.");
        if (Directory.Exists(file))
            throw new BadInputException($"{file}: this is a folder; --out must name a file.");
        if (File.Exists(file) && Path.GetFullPath(file) == Path.GetFullPath(store))
            throw new BadInputException($"{file}: this is the results file itself. Choose another --out.");
        if (File.Exists(file) && !force)
            throw new BadInputException($"{file}: it exists. Give --force to replace it, or another --out to keep it.");
        Write(store, experiment, file);
        streams.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{file}: {new FileInfo(file).Length / 1024.0:N0} kB"));
        return ExitCode.Done;
    }

    /// <summary>Writes the page.</summary>
    /// <exception cref="BadInputException">It cannot be written.</exception>
    public static void Write(string store, long? experiment, string file)
    {
        string page = ReportWriter.Render(store, experiment);
        try
        {
            ReportWriter.Write(page, file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new BadInputException($"{file}: it cannot be written ({e.Message}). Choose another --out.");
        }
    }
}
