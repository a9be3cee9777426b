using System.CommandLine;
using System.Globalization;
using CoEvolve.Findings;
using CoEvolve.Scenarios;
using CsvHelper;
using CsvHelper.Configuration;

namespace CoEvolve.Cli;

/// <summary>`coevolve theory`: what the exact results say about a scenario, as CSV, without running it.</summary>
internal static class TheoryCommand
{
    /// <summary>The verb, its arguments and what it does.</summary>
    public static Command Describe(Streams streams)
    {
        Argument<string> scenario = CommandLine.ScenarioArgument();
        Option<string[]> set = CommandLine.SetOption();
        Option<ulong?> seed = CommandLine.SeedOption();
        var output = new Option<string?>("--out") { Description = "Write to this file instead of standard output.", HelpName = "FILE" };
        var force = new Option<bool>("--force") { Description = "Replace a file that is there already." };
        var command = new Command("theory", "Prints what theory predicts for a scenario, as CSV; runs nothing.") { scenario, output, set, seed, force };
        command.SetAction(parsed =>
        {
            ResolvedExperiment experiment = ScenarioFile.Load(ShippedScenarios.Find(parsed.GetValue(scenario)!), parsed.GetValue(set), parsed.GetValue(seed));
            return Run(experiment, parsed.GetValue(output), parsed.GetValue(force), streams);
        });
        return command;
    }

    private static int Run(ResolvedExperiment experiment, string? file, bool force, Streams streams)
    {
        if (file is not null)
            CheckFile(file, force);
        Notes.Print(experiment, streams.Error);
        ScenarioTheory[] theories = [.. experiment.Points.Select(p => new ScenarioTheory(p.Spec))];
        foreach (string note in theories.SelectMany(t => t.Notes).Distinct())
            streams.Error.WriteLine("note: " + note);
        if (file is null)
            Write(experiment, theories, streams.Output);
        else
            WriteFile(experiment, theories, file);
        return ExitCode.Done;
    }

    private static void CheckFile(string file, bool force)
    {
        if (string.IsNullOrWhiteSpace(file))
            throw new BadInputException("--out is empty; it must name a file.");
        if (Directory.Exists(file))
            throw new BadInputException($"{file}: this is a folder; --out must name a file.");
        if (File.Exists(file) && !force)
            throw new BadInputException($"{file}: it exists. Give --force to replace it, or another --out to keep it.");
    }

    // Under another name until it is whole.
    private static void WriteFile(ResolvedExperiment experiment, ScenarioTheory[] theories, string file)
    {
        try
        {
            string partial = file + ".partial";
            using (var writer = new StreamWriter(partial))
                Write(experiment, theories, writer);
            File.Move(partial, file, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new BadInputException($"{file}: it cannot be written ({e.Message}). Choose another --out.");
        }
    }

    private static void Write(ResolvedExperiment experiment, ScenarioTheory[] theories, TextWriter output)
    {
        bool sweeps = experiment.Scenario.Sweep.Count > 0;
        using var csv = new CsvWriter(output, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" }, leaveOpen: true);
        string[] columns = ["generation", "quantity", "model", "caption", "predicted", "kind"];
        foreach (string column in sweeps ? columns.Prepend("point") : columns)
            csv.WriteField(column);
        csv.NextRecord();
        for (int p = 0; p < theories.Length; p++)
        {
            foreach (Prediction prediction in theories[p].Predict())
            {
                if (sweeps)
                    csv.WriteField(experiment.Points[p].Values);
                csv.WriteField(prediction.Generation == Prediction.LongRun ? "" : prediction.Generation.ToString(CultureInfo.InvariantCulture));
                csv.WriteField(prediction.Quantity);
                csv.WriteField(prediction.Model);
                csv.WriteField(prediction.Caption ?? "");
                csv.WriteField(prediction.Predicted.ToString("R", CultureInfo.InvariantCulture));
                csv.WriteField(Word(prediction.Kind));
                csv.NextRecord();
            }
        }
    }

    private static string Word(PredictionKind kind) => kind switch
    {
        PredictionKind.Exact => "exact",
        PredictionKind.LowerBound => "lowerBound",
        PredictionKind.UpperBound => "upperBound",
        PredictionKind.Stationary => "stationary",
        PredictionKind.Approximate => "approximate",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no word for it."),
    };
}
