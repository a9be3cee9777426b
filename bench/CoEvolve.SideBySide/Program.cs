using System.CommandLine;
using CoEvolve.Scenarios;
using CoEvolve.SideBySide;

// CoEvolve and a NumPy program for the same model, on the same work, in turns; writes the tables of docs/performance.md.
var quick = new Option<bool>("--quick") { Description = "A short check: fewer replicates, one round, no growth; writes nothing." };
var row = new Option<string[]>("--row") { Description = "Only this row; may be given several times; writes nothing.", HelpName = "NAME" };
row.AcceptOnlyFromAmong([.. WorkRow.Names]);
var noWrite = new Option<bool>("--no-write") { Description = "Leaves docs/performance.md as it is." };
var root = new RootCommand("Runs CoEvolve and NumPy side by side, checks that both agree, and writes the tables of docs/performance.md.") { quick, row, noWrite };
root.SetAction(parsed =>
{
    string[] rows = parsed.GetValue(row) is { Length: > 0 } chosen ? [.. WorkRow.Names.Where(chosen.Contains)] : [.. WorkRow.Names];
    return Measurement.Run(new MeasurementPlan(rows, parsed.GetValue(quick)), write: !parsed.GetValue(noWrite), Console.Out, Console.Error);
});

var scenario = new Argument<string>("SCENARIO") { Description = "A scenario of a single point." };
var results = new Argument<string>("RESULTS") { Description = "The results file; replaced if it is there." };
var writerLimit = new Command("writer-limit", "Stores as many rows as a run of the scenario would, all made beforehand; prints rows, seconds and rows a second.") { scenario, results };
writerLimit.SetAction(parsed =>
{
    WriterLimit limit = WriterLimit.Of(ScenarioFile.Load(parsed.GetValue(scenario)!), parsed.GetValue(results)!);
    Console.WriteLine(FormattableString.Invariant($"{limit.Rows} rows {limit.Seconds:0.00} s {limit.RowsPerSecond:0} rows/s"));
});
root.Subcommands.Add(writerLimit);
return root.Parse(args).Invoke();
