using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using CoEvolve.Engines;
using CoEvolve.Findings;
using CoEvolve.Store;
using Serilog;

namespace CoEvolve.Cli;

/// <summary>`coevolve reproduce`: the findings, each with a verdict.</summary>
internal static class ReproduceCommand
{
    /// <summary>The command as it is typed.</summary>
    public static Command Describe(CommonOptions common, Streams streams, Func<IEngine> engineOf, CancellationToken interruption)
    {
        var output = new Option<string>("--out") { Description = "The folder for results.db and report.html; made if it is not there.", HelpName = "DIR", DefaultValueFactory = _ => "reproduction" };
        var quick = new Option<bool>("--quick") { Description = "Compute less: wider intervals at the same error level." };
        var counter = new Option<bool>("--counter") { Description = "Instead, try each finding where it is false: none may come out as reproduced. Writes no files." };
        var seed = new Option<ulong>("--seed") { Description = "Another seed gives other random numbers throughout.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var parallel = new Option<int?>("--parallel") { Description = "Ecosystems at a time; threads without one help. Default: one a core.", HelpName = "N" };
        var force = new Option<bool>("--force") { Description = "Replace results and report that are there already." };
        var command = new Command("reproduce", "Runs the seven findings on co-evolving models and holds each against exact theory. Needs no file.")
        {
            output, quick, counter, seed, parallel, force,
        };
        command.SetAction(parsed => Run(
            new ReproduceRequest
            {
                Folder = parsed.GetValue(output)!,
                Quick = parsed.GetValue(quick),
                Counter = parsed.GetValue(counter),
                Seed = parsed.GetValue(seed),
                Parallel = parsed.GetValue(parallel),
                Force = parsed.GetValue(force),
            },
            engineOf,
            streams,
            common.Log,
            interruption));
        return command;
    }

    private static int Run(ReproduceRequest request, Func<IEngine> engineOf, Streams streams, ILogger log, CancellationToken interruption)
    {
        long start = Stopwatch.GetTimestamp();
        request.Check();
        IReadOnlyList<Trial> trials = request.Counter ? Trial.CountersOf(FindingCatalogue.All) : Trial.Of(FindingCatalogue.All);
        ReproductionDisplay? display = null;
        var reproduction = new Reproduction(trials, request.Options) { ArmStarts = (arm, progress) => display!.Starts(arm, progress) };
        display = new ReproductionDisplay(reproduction.Plan);
        log.Information("{Arms} arms, {Generations} generations, seed {Seed}", reproduction.Plan.Count, reproduction.Plan.Sum(p => p.Generations), request.Seed);
        Func<PlannedArm, IRunStore> storeOf = request.Counter ? Transient : StoresIn(request, reproduction.Plan);
        try
        {
            var work = Task.Factory.StartNew(() => reproduction.Run(engineOf(), storeOf, interruption), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            display.ShowUntil(work, streams);
            IReadOnlyList<Verdict> verdicts = work.GetAwaiter().GetResult();
            return request.Counter
                ? Conclude(trials, verdicts, streams.Output)
                : Conclude(request, reproduction.Plan, verdicts, start, streams.Output);
        }
        catch (OperationCanceledException)
        {
            streams.Error.WriteLine(request.Counter ? "interrupted." : $"interrupted: {request.Store} holds everything so far. Run the same command with --force to start again.");
            return ExitCode.Interrupted;
        }
        catch (Exception e) when (e is StoreException or FindingException)
        {
            // Input was fine and work was done: this is a run that failed, not bad input.
            streams.Error.WriteLine("error: " + e.Message);
            return ExitCode.Failed;
        }
    }

    private static TransientRunStore Transient(PlannedArm arm) => new(arm.Experiment.Points.Count, arm.Experiment.Replicates);

    // All arms are in the file before the first one runs, so that its indexes are made once, at the end.
    private static Func<PlannedArm, IRunStore> StoresIn(ReproduceRequest request, IReadOnlyList<PlannedArm> plan)
    {
        foreach (PlannedArm arm in plan)
        {
            ExperimentDefinition definition = Definitions.Of(arm.Experiment);
            using SqliteRunStore store = arm.Number == 1
                ? SqliteRunStore.Create(request.Store, definition, request.Force)
                : SqliteRunStore.Add(request.Store, definition);
        }

        return arm => SqliteRunStore.Open(request.Store, experiment: arm.Number);
    }

    private static int Conclude(ReproduceRequest request, IReadOnlyList<PlannedArm> plan, IReadOnlyList<Verdict> verdicts, long start, TextWriter output)
    {
        FindingsTable.Write(request.Store, [.. verdicts.SelectMany(StoredVerdicts.Of)]);
        VerdictTable.Print(verdicts.Select(v => (v.Finding.Claim, v)), output);
        DigitPictures.Print(request.Store, plan, output);
        ReportCommand.Write(request.Store, experiment: null, request.Report);
        int checks = verdicts.Sum(v => v.Checks.Count), reproduced = verdicts.Count(v => v.Reproduced);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{reproduced} of {verdicts.Count} findings reproduced, by {checks} checks at a family-wise error of {Verdict.FamilyLevel:0%}; {plan.Sum(p => p.Experiment.Ecosystems):N0} ecosystems, {plan.Sum(p => p.Generations):N0} generations, {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s → {request.Report}"));
        return reproduced == verdicts.Count ? ExitCode.Done : ExitCode.Failed;
    }

    private static int Conclude(IReadOnlyList<Trial> trials, IReadOnlyList<Verdict> verdicts, TextWriter output)
    {
        VerdictTable.Print(verdicts.Select((v, i) => ($"Must fail: {trials[i].Counter!.Why}.", v)), output);
        int wrong = verdicts.Count(v => v.Reproduced);
        output.WriteLine($"{verdicts.Count - wrong} of {verdicts.Count} counter-tests came out as not reproduced, as they must.");
        return wrong == 0 ? ExitCode.Done : ExitCode.Failed;
    }
}
