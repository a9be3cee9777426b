using System.CommandLine;
using System.Globalization;
using CoEvolve.Store;

namespace CoEvolve.Cli;

/// <summary>`coevolve doctor`: whether this machine, and a store, are fit for a run or a node.</summary>
internal static class DoctorCommand
{
    /// <summary>The command as it is typed.</summary>
    public static Command Describe(Streams streams)
    {
        var store = new Option<string?>("--store") { Description = "Look at this results file or database too; as postgres://user@host:5432/database.", HelpName = "STORE" };
        var command = new Command("doctor", "Looks whether this machine, and a store, are fit for a run or a node. Exit code 1 if something will not work.") { store };
        command.SetAction(parsed => Run(parsed.GetValue(store), streams));
        return command;
    }

    private static int Run(string? store, Streams streams)
    {
        if (store is not null && string.IsNullOrWhiteSpace(store))
            throw new BadInputException("--store is empty; it must name a results file or a database. Leave it out to look at this machine only.");
        StoreAddress? address = store is null ? null : StoreAddress.Parse(store);
        var found = new List<Diagnosis>();
        foreach (Diagnosis diagnosis in Examine(address))
        {
            found.Add(diagnosis);
            Write(diagnosis, streams.Output); // at once: a server may take its time
        }

        int problems = found.Count(diagnosis => diagnosis.Severity == Severity.Problem), warnings = found.Count(diagnosis => diagnosis.Severity == Severity.Warning);
        streams.Output.WriteLine();
        streams.Output.WriteLine($"{Count(problems, "problem")}, {Count(warnings, "warning")}");
        return problems > 0 ? ExitCode.Failed : ExitCode.Done;
    }

    private static IEnumerable<Diagnosis> Examine(StoreAddress? address)
    {
        string results = address?.File is { } file ? Path.GetDirectoryName(file) ?? file : Directory.GetCurrentDirectory();
        if (address is { IsPostgres: true })
            return MachineChecks.All().Concat(PostgresChecks.All(address)); // nodes and submissions write no file
        IEnumerable<Diagnosis> all = MachineChecks.All().Concat(DiskChecks.All(results, Path.GetTempPath()));
        return address is null ? all : all.Concat(FileChecks.All(address.File!));
    }

    private static void Write(Diagnosis diagnosis, TextWriter output)
    {
        const int severityWidth = 9, subjectWidth = 13;
        string severity = diagnosis.Severity switch { Severity.Ok => "ok", Severity.Warning => "warning", _ => "problem" };
        output.WriteLine(severity.PadRight(severityWidth) + diagnosis.Subject.PadRight(subjectWidth) + Texts.Line(diagnosis.Found));
        if (diagnosis.Remedy is { } remedy)
            output.WriteLine(new string(' ', severityWidth + subjectWidth) + "→ " + Texts.Line(remedy));
    }

    private static string Count(int number, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{(number == 0 ? "no" : number)} {what}{(number == 1 ? "" : "s")}");
}
