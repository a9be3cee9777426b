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
        var table = new MarkdownTable("share of a core", "the node at first", "later", "limit", "its server, for each node");
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
            (double first, double node, double its) = Shares(server, database, plan);
            progress.WriteLine($"{name}: node {Share(first)} of a core at first, then {Share(node)}, its server {Share(its)}");
            table.Add(name, Share(first), Share(node), Share(Most), Share(its));
            limits.Add(new Limit($"share of a core of an idle node, {name}", node, Most, AtMost: true));
        }
    }

    // What a program does thirty times is compiled once more, and better. A node that looks about once a second does that in its first
    // minute.
    private static (double First, double Node, double Server) Shares(PrivatePostgres server, PostgresDatabase database, BenchPlan plan)
    {
        double without = Share(() => ProcessorTime.OfFamily(server.ProcessId));
        using var node = new NodeProcess(database.Address, Environment.ProcessorCount);
        double first = Share(() => node.ProcessorSeconds);
        Thread.Sleep(TimeSpan.FromSeconds(plan.IdleSettleSeconds)); // what is measured is a node that has been idle for so long
        double serverBefore = ProcessorTime.OfFamily(server.ProcessId);
        double later = Share(() => node.ProcessorSeconds);
        double with = (ProcessorTime.OfFamily(server.ProcessId) - serverBefore) / plan.IdleSeconds;
        node.Stop();
        return (first, later, Math.Max(0, with - without));

        double Share(Func<double> clock)
        {
            double before = clock();
            Thread.Sleep(TimeSpan.FromSeconds(plan.IdleSeconds)); // the stretch that is measured
            return (clock() - before) / plan.IdleSeconds;
        }
    }

    private static string Share(double share) => $"{Figures.Three(100 * share)}%";
}
