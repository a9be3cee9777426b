using CoEvolve.Cli;
using CoEvolve.Engines;
using CoEvolve.Measuring;
using CoEvolve.Postgres.Testing;
using CoEvolve.Store;

namespace CoEvolve.ClusterBench;

/// <summary>What it costs to look at a large experiment from outside, half of it being done.</summary>
internal sealed class WatchingPart : BenchPart
{
    public override string Name => "watching";

    public override string Title => "Watching";

    public override PartResult Measure(PrivatePostgres server, BenchPlan plan, TextWriter progress)
    {
        using PostgresDatabase database = server.CreateDatabase();
        BenchWork work = new BenchWork("small", BenchWork.Sparse).With(plan.Ecosystems);
        PostgresExperiments.Add(StoreAddress.Parse(database.Address), work.Define());
        FinishHalf(database, work);
        var table = new MarkdownTable($"{Figures.Whole(plan.Ecosystems)} ecosystems", "s", "processor, s", "its server's, s");
        foreach (string[] command in new[] { new[] { "list" }, ["list", "--experiment", "1"], ["show"], ["show", "1"] })
        {
            var runs = new List<(double Seconds, double ProcessorSeconds, double Server)>();
            for (int round = 0; round < plan.Rounds; round++)
            {
                double before = ProcessorTime.OfFamily(server.ProcessId);
                (double seconds, double processor) = CommandProcess.Run([.. command, "--store", database.Address]);
                runs.Add((seconds, processor, ProcessorTime.OfFamily(server.ProcessId) - before));
            }

            table.Add(
                $"`coevolve {string.Join(' ', command)}`", Figures.Three(Spread.Of(runs.Select(run => run.Seconds)).Median),
                Figures.Three(Spread.Of(runs.Select(run => run.ProcessorSeconds)).Median), Figures.Three(Spread.Of(runs.Select(run => run.Server)).Median));
            progress.WriteLine($"{string.Join(' ', command)}: {Figures.Three(runs[^1].Seconds)} s");
        }

        (double follower, double its) = Follow(server, database, work, plan.IdleSeconds);
        string shares = $"`coevolve run` that follows it keeps {Figures.Three(100 * follower)}% of a core busy, and the server {Figures.Three(100 * its)}%.";
        progress.WriteLine(shares);
        return new PartResult($"{table}\n{shares}\n");
    }

    private static void FinishHalf(PostgresDatabase database, BenchWork work)
    {
        var sample = RecordedEcosystem.Of(work.Load().Points[0].Spec);
        using var store = PostgresRunStore.Open(StoreAddress.Parse(database.Address), new PostgresRunOptions { Version = Build.Version });
        for (int left = work.Load().Ecosystems / 2; left > 0;)
        {
            using IClaim claim = store.Claim(Math.Min(left, 256))!;
            claim.Commit([.. claim.Ecosystems.Select(taken => new SliceCommit(
                taken.Id, 0, 100, EcosystemStatus.Finished, null, null, sample.End.Collapse, sample.Rows))]);
            left -= claim.Ecosystems.Count;
        }
    }

    private static (double Follower, double Server) Follow(PrivatePostgres server, PostgresDatabase database, BenchWork work, double seconds)
    {
        using CommandProcess follower = CommandProcess.Start(["run", .. work.Arguments, "--engine", "postgres", "--store", database.Address, "--resume"]);
        follower.WaitForLine("experiment 1 is in");
        Thread.Sleep(TimeSpan.FromSeconds(3)); // until it only watches: starting is not measured
        (double before, double serverBefore) = (ProcessorTime.Of(follower.Id), ProcessorTime.OfFamily(server.ProcessId));
        Thread.Sleep(TimeSpan.FromSeconds(seconds)); // the stretch that is measured
        (double took, double serverTook) = (ProcessorTime.Of(follower.Id) - before, ProcessorTime.OfFamily(server.ProcessId) - serverBefore);
        follower.Signal("INT");
        follower.WaitForExit();
        return (took / seconds, serverTook / seconds);
    }
}
