using System.Diagnostics;
using System.Globalization;
using CoEvolve.Engines;
using CoEvolve.Measuring;
using CoEvolve.Postgres.Testing;
using CoEvolve.Store;

namespace CoEvolve.ClusterBench;

/// <summary>Submitting a large experiment, to a database that is empty.</summary>
internal sealed class SubmissionPart : BenchPart
{
    private const double Most = 20;

    public override string Name => "submit";

    public override string Title => "Submitting";

    public override PartResult Measure(PrivatePostgres server, BenchPlan plan, TextWriter progress)
    {
        var table = new MarkdownTable("experiment", "ecosystems", "the command, s", "the database alone, s", "limit, s");
        var limits = new List<Limit>();
        int points = plan.Ecosystems / 100;
        string values = string.Join(", ", Enumerable.Range(1, points).Select(i => i.ToString(CultureInfo.InvariantCulture)));
        (string Name, BenchWork Work)[] experiments =
        [
            ("one point", new BenchWork("small").With(plan.Ecosystems)),
            ($"{Figures.Whole(points)} points", new BenchWork("small", $"sweep={{ corpus.captionsPerGeneration: [{values}] }}").With(100)),
        ];
        foreach ((string name, BenchWork work) in experiments)
        {
            var whole = new List<double>();
            var alone = new List<double>();
            for (int round = 0; round < plan.Rounds; round++)
            {
                whole.Add(Command(server, work));
                alone.Add(Add(server, work.Define()));
                progress.WriteLine($"{name}, round {round + 1}: {Figures.Three(whole[^1])} s, of which the database {Figures.Three(alone[^1])} s");
            }

            table.Add(name, Figures.Whole(work.Load().Ecosystems), Figures.Measured(Spread.Of(whole)), Figures.Measured(Spread.Of(alone)), Figures.Three(Most));
            limits.Add(new Limit($"seconds of submitting, {name}", Spread.Of(whole).Most, Most, AtMost: true));
        }

        return new PartResult(table.ToString(), limits);
    }

    // The command goes on to follow what it submitted, until it is told to stop.
    private static double Command(PrivatePostgres server, BenchWork work)
    {
        using PostgresDatabase database = server.CreateDatabase();
        using CommandProcess run = CommandProcess.Start(["run", .. work.Arguments, "--engine", "postgres", "--store", database.Address]);
        long submitted = run.WaitForLine("experiment 1 submitted");
        run.Signal("INT");
        return run.WaitForExit() == 130
            ? Stopwatch.GetElapsedTime(run.Started, submitted).TotalSeconds
            : throw new InvalidOperationException("The command that submits did not detach.");
    }

    private static double Add(PrivatePostgres server, ExperimentDefinition definition)
    {
        using PostgresDatabase database = server.CreateDatabase();
        var address = StoreAddress.Parse(database.Address);
        PostgresExperiments.List(address); // the first connection of all takes longer
        long start = Stopwatch.GetTimestamp();
        PostgresExperiments.Add(address, definition);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
