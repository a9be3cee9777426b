using System.CommandLine;
using System.Globalization;
using CoEvolve.Actors;
using CoEvolve.Core;
using CoEvolve.Engines;
using CoEvolve.Findings;
using CoEvolve.Scenarios;

namespace CoEvolve.Cli;

/// <summary>`coevolve plan`: the least real content that keeps two diversities above floors, and a simulation to check it.</summary>
internal static class PlanCommand
{
    private const int DefaultReplicates = 100;
    private const int LeastGenerations = 5;

    /// <summary>The verb, its arguments and what it does.</summary>
    public static Command Describe(Streams streams, Func<IEngine> engineOf, CancellationToken interruption)
    {
        Argument<string> scenario = CommandLine.ScenarioArgument();
        Option<string[]> set = CommandLine.SetOption();
        Option<ulong?> seed = CommandLine.SeedOption();
        var text = new Option<double?>("--text-diversity") { Description = "Floor for the stationary Gini–Simpson diversity of the text.", HelpName = "X" };
        var image = new Option<double?>("--image-diversity") { Description = "Floor for the stationary diversity of any caption's images, 1 being that of the start.", HelpName = "Y" };
        var replicates = new Option<int>("--replicates") { Description = "Replicates of the check; 0 for none.", HelpName = "R", DefaultValueFactory = _ => DefaultReplicates };
        var generations = new Option<int?>("--generations") { Description = "Generations of the check. Default: until it should have settled.", HelpName = "T" };
        var command = new Command("plan", "Finds the smallest injections that keep text and images diverse, and checks them by simulation.")
        {
            scenario, text, image, set, seed, replicates, generations,
        };
        command.SetAction(parsed =>
        {
            double x = Floor(parsed.GetValue(text), "--text-diversity"), y = Floor(parsed.GetValue(image), "--image-diversity");
            CheckRange("--replicates", parsed.GetValue(replicates), 0, ScenarioLimits.MostReplicates);
            CheckRange("--generations", parsed.GetValue(generations) ?? LeastGenerations, LeastGenerations, ScenarioLimits.MostGenerations);
            ResolvedExperiment experiment = ScenarioFile.Load(ShippedScenarios.Find(parsed.GetValue(scenario)!), parsed.GetValue(set), parsed.GetValue(seed));
            PlanAssumptions.Check(experiment.Scenario);
            InjectionPlan plan = Find(experiment, x, y);
            Notes.Print(experiment, streams.Error);
            var report = new PlanReport(experiment, plan, x, y);
            report.PrintDesign(streams.Output);
            return Check(report, plan, parsed.GetValue(replicates), parsed.GetValue(generations), streams, engineOf, interruption);
        });
        return command;
    }

    private static double Floor(double? value, string option) => value switch
    {
        null => throw new BadInputException($"{option} is missing; a plan needs a floor for the text and one for the images. Give {option}, 0 for no floor."),
        >= 0 and < double.PositiveInfinity => value.Value,
        double other => throw new BadInputException(string.Create(CultureInfo.InvariantCulture, $"{option} is {other}; allowed is 0 to below 1. Correct it.")),
    };

    private static void CheckRange(string option, int value, int least, int most)
    {
        if (value < least || value > most)
            throw new BadInputException(string.Create(CultureInfo.InvariantCulture, $"{option} is {value}; allowed is {least} to {most}. Correct it."));
    }

    private static InjectionPlan Find(ResolvedExperiment experiment, double textFloor, double imageFloor)
    {
        var plan = new InjectionPlan(experiment.Points[0].Spec, textFloor, imageFloor);
        if (plan.CorpusCaptions is null)
        {
            string why = textFloor < plan.TextSupremum
                ? $"a corpus of more than {InjectionDesign.Most:N0} captions a generation would be needed"
                : "no corpus from corpus.source holds that";
            throw new BadInputException(string.Create(
                CultureInfo.InvariantCulture,
                $"--text-diversity is {textFloor:R}; {why}: allowed is less than {plan.TextSupremum:R}, which is 1 − Σ c². Lower it, or choose a corpus.source that spreads over more captions."));
        }

        if (plan.UserImages is null or > UserContentSpec.MostImages)
        {
            string why = imageFloor < 1
                ? $"more than {UserContentSpec.MostImages:N0} user images per caption would be needed"
                : "no number of user images holds that";
            throw new BadInputException(string.Create(
                CultureInfo.InvariantCulture, $"--image-diversity is {imageFloor:R}; {why}: allowed is less than 1, the diversity of the start. Lower it."));
        }

        return plan;
    }

    private static int Check(PlanReport report, InjectionPlan plan, int replicates, int? generations, Streams streams, Func<IEngine> engineOf, CancellationToken interruption)
    {
        if (replicates > 0)
        {
            EcosystemSpec spec = plan.Inject(generations ?? plan.GenerationsToSettle());
            var means = new StationaryMeans(replicates, spec.Generations, spec.Captions);
            using var store = new TransientRunStore(points: 1, replicates);
            var runner = new SliceRunner(new ObservedEngine(engineOf(), (_, checkpoint) => means.Watch(checkpoint)), store, _ => spec, new SliceOptions { FailFast = true });
            var display = new ProgressDisplay(runner.Progress, replicates, (long)replicates * spec.Generations);
            var work = Task.Factory.StartNew(() => runner.Run(interruption), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            display.ShowUntil(work, streams);
            work.GetAwaiter().GetResult();
            if (store.Failures.Count > 0)
            {
                streams.Error.WriteLine("failed: " + store.Failures.First().Value);
                return ExitCode.Failed;
            }

            if (runner.Progress.Finished < replicates)
            {
                streams.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"interrupted: {runner.Progress.Finished} of {replicates} replicates of the check are finished. The injections above stand."));
                return ExitCode.Interrupted;
            }

            report.PrintCheck(means, replicates, streams.Output);
        }

        report.PrintLines(streams.Output);
        return ExitCode.Done;
    }
}
