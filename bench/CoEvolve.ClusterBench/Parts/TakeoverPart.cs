using CoEvolve.Measuring;
using CoEvolve.Postgres.Testing;
using CoEvolve.Store;

namespace CoEvolve.ClusterBench;

/// <summary>Kills one of two nodes in the middle of a slice, again and again, and waits until the other has taken what it held.</summary>
internal sealed class TakeoverPart : BenchPart
{
    private const double Most = 2;

    private static readonly (string Name, BenchWork Work)[] Situations =
    [
        ("the other is idle", new BenchWork("medium", "generations=10000000", "replicates=1").With(BenchWork.Sparse)),
        ("the other is busy", new BenchWork("medium", "generations=10000000", "replicates=10").With(BenchWork.Sparse)),
        ("the other is busy, ecosystems are small", new BenchWork("small", "generations=1000", "replicates=300000").With(BenchWork.Sparse)),
    ];

    public override string Name => "takeover";

    public override string Title => "After kill -9";

    public override PartResult Measure(PrivatePostgres server, BenchPlan plan, TextWriter progress)
    {
        var table = new MarkdownTable("one of two nodes is killed", "kills", "ecosystems in its hands", "first one taken, median s", "most", "all taken, median s", "most", "limit, s");
        var limits = new List<Limit>();
        foreach ((string name, BenchWork work) in Situations)
        {
            List<Takeover> takeovers = Kill(server, work, plan.Kills, progress);
            Spread first = Spread.Of(takeovers.Select(t => t.First)), all = Spread.Of(takeovers.Select(t => t.All));
            table.Add(
                name, Figures.Whole(takeovers.Count), Figures.Three(Spread.Of(takeovers.Select(t => (double)t.Ecosystems)).Median),
                Figures.Three(first.Median), Figures.Three(first.Most), Figures.Three(all.Median), Figures.Three(all.Most), Figures.Three(Most));
            limits.Add(new Limit($"seconds until all is taken, {name}", all.Most, Most, AtMost: true));
        }

        return new PartResult(table.ToString(), limits);
    }

    private static List<Takeover> Kill(PrivatePostgres server, BenchWork work, int kills, TextWriter progress)
    {
        using PostgresDatabase database = server.CreateDatabase();
        PostgresExperiments.Add(StoreAddress.Parse(database.Address), work.Define());
        using var watch = new SliceWatch(database);
        var random = new Random(1);
        var takeovers = new List<Takeover>();
        NodeProcess[] nodes = [new(database.Address, parallel: 1), new(database.Address, parallel: 1)];
        try
        {
            while (takeovers.Count < kills)
            {
                // Anywhere in a slice but at its very ends. The dead node is replaced, so that there are two again.
                Slice slice = watch.AwaitSlice(leastAge: 0.1 + (0.7 * random.NextDouble()));
                int victim = Array.FindIndex(nodes, node => node.Name == slice.Node);
                DateTime killed = DateTime.UtcNow;
                nodes[victim].Kill();
                nodes[victim].Dispose();
                if (watch.AwaitTakeover(slice, killed) is { } takeover)
                {
                    takeovers.Add(takeover);
                    progress.WriteLine($"{slice.Node} killed: {takeover.Ecosystems} ecosystems, the first taken after {Figures.Three(takeover.First)} s, the last after {Figures.Three(takeover.All)} s");
                }

                nodes[victim] = new NodeProcess(database.Address, parallel: 1);
            }
        }
        finally
        {
            Array.ForEach(nodes, node => node.Dispose());
        }

        return takeovers;
    }
}
