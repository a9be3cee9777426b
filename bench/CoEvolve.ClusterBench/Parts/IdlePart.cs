using CoEvolve.Cli;
using CoEvolve.Engines;
using CoEvolve.Measuring;
using CoEvolve.Postgres.Testing;
using CoEvolve.Store;

namespace CoEvolve.ClusterBench;

/// <summary>What a node costs that finds nothing to do.</summary>
internal sealed class IdlePart : BenchPart
{
    private const double Most = 0.01;

    public override string Name => "idle";

    public override string Title => "Idle nodes";

    public override PartResult Measure(PrivatePostgres server, BenchPlan plan, TextWriter progress)
    {
        var table = new MarkdownTable("share of a core", "the node", "limit", "its server, for each node");
        var limits = new List<Limit>();
        using (PostgresDatabase empty = server.CreateDatabase())
            Add("nothing is submitted", empty);
        using (PostgresDatabase busy = server.CreateDatabase())
        {
            PostgresExperiments.Add(StoreAddress.Parse(busy.Address), new BenchWork("small", "replicates=1").Define());
            var options = new PostgresRunOptions { Version = Build.Version, SilenceTimeout = TimeSpan.FromHours(1) };
            using var store = PostgresRunStore.Open(StoreAddress.Parse(busy.Address), options);
            using IClaim? all = store.Claim(1);
            Add("others hold all that is open", busy);
        }

        return new PartResult(table.ToString(), limits);

        void Add(string name, PostgresDatabase database)
        {
            (double node, double its) = Shares(server, database, plan.IdleSeconds);
            progress.WriteLine($"{name}: node {Share(node)} of a core, its server {Share(its)}");
            table.Add(name, Share(node), Share(Most), Share(its));
            limits.Add(new Limit($"share of a core of an idle node, {name}", node, Most, AtMost: true));
        }
    }

    private static (double Node, double Server) Shares(PrivatePostgres server, PostgresDatabase database, double seconds)
    {
        double before = ProcessorTime.OfFamily(server.ProcessId);
        Thread.Sleep(TimeSpan.FromSeconds(seconds));
        double without = ProcessorTime.OfFamily(server.ProcessId) - before;
        using var node = new NodeProcess(database.Address, Environment.ProcessorCount);
        Thread.Sleep(TimeSpan.FromSeconds(5)); // what it does first is compiled while it does it
        (double nodeBefore, double serverBefore) = (node.ProcessorSeconds, ProcessorTime.OfFamily(server.ProcessId));
        Thread.Sleep(TimeSpan.FromSeconds(seconds));
        (double nodeTook, double serverTook) = (node.ProcessorSeconds - nodeBefore, ProcessorTime.OfFamily(server.ProcessId) - serverBefore);
        node.Stop();
        return (nodeTook / seconds, Math.Max(0, serverTook - without) / seconds);
    }

    private static string Share(double share) => $"{Figures.Three(100 * share)}%";
}
