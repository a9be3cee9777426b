using CoEvolve.Measuring;
using CoEvolve.Postgres.Testing;

namespace CoEvolve.ClusterBench;

/// <summary>Nodes against the local engine, which has the machine for itself and no server beside it.</summary>
internal sealed class LocalPart : BenchPart
{
    private const double Least = 0.9;

    public override string Name => "local";

    public override string Title => "Against the local engine";

    public override PartResult Measure(PrivatePostgres server, BenchPlan plan, TextWriter progress)
    {
        var rates = new MarkdownTable("work", "recorded", "ecosystems", "local, generations/s", "one node, two at a time", "ratio", "two nodes, one at a time", "ratio", "limit");
        var costs = new MarkdownTable("processor seconds of a million generations", "recorded", "local", "node", "its server", "together, by local", "closing, s");
        var limits = new List<Limit>();
        using var local = new LocalRun();
        foreach (string scenario in new[] { "small", "medium" })
        {
            foreach (bool sparse in new[] { true, false })
            {
                BenchWork work = local.Lasting(new BenchWork(scenario, sparse ? BenchWork.Sparse : []), parallel: 2, sparse ? plan.RunSeconds : plan.RecordedSeconds);
                var turns = new List<(TimedRun Local, TimedRun Node, TimedRun Nodes)>();
                for (int round = 0; round < plan.Rounds; round++)
                {
                    turns.Add((local.Of(work, parallel: 2), ClusterRun.Of(server, work, nodes: 1, parallel: 2), ClusterRun.Of(server, work, nodes: 2, parallel: 1)));
                    (TimedRun alone, TimedRun node, TimedRun nodes) = turns[^1];
                    progress.WriteLine($"{scenario}, {(sparse ? "sparse" : "default")}, round {round + 1}: local {Figures.Three(alone.Rate)} generations/s, node {Figures.Three(node.Rate)}, nodes {Figures.Three(nodes.Rate)}");
                }

                string recorded = sparse ? "every 100" : "every 1, captions";
                double node1 = Median(turns, turn => turn.Node.Rate / turn.Local.Rate), nodes2 = Median(turns, turn => turn.Nodes.Rate / turn.Local.Rate);
                rates.Add(
                    scenario, recorded, Figures.Whole(work.Load().Ecosystems), Rate(turns, turn => turn.Local), Rate(turns, turn => turn.Node), Figures.Percent(node1),
                    Rate(turns, turn => turn.Nodes), Figures.Percent(nodes2), sparse ? Figures.Percent(Least) : "");
                costs.Add(
                    scenario, recorded, Cost(turns, turn => (turn.Local, turn.Local.ProcessorSeconds)), Cost(turns, turn => (turn.Node, turn.Node.ProcessorSeconds)),
                    Cost(turns, turn => (turn.Node, turn.Node.ServerSeconds)), Figures.Factor(Median(turns, turn => turn.Local.RatePerProcessor / turn.Node.RatePerProcessor)),
                    Figures.Three(Median(turns, turn => turn.Node.Seconds - turn.Node.SecondsToLastSlice)));
                if (sparse)
                    limits.AddRange(new Limit($"one node against the local engine, {scenario}", node1, Least, AtMost: false), new Limit($"two nodes against the local engine, {scenario}", nodes2, Least, AtMost: false));
            }
        }

        return new PartResult($"{rates}\n{costs}", limits);
    }

    private static double Median<T>(IEnumerable<T> turns, Func<T, double> of) => Spread.Of(turns.Select(of)).Median;

    private static string Rate(List<(TimedRun Local, TimedRun Node, TimedRun Nodes)> turns, Func<(TimedRun Local, TimedRun Node, TimedRun Nodes), TimedRun> of) =>
        Figures.Measured(Spread.Of(turns.Select(turn => of(turn).Rate)));

    private static string Cost<T>(IEnumerable<T> turns, Func<T, (TimedRun Run, double Seconds)> of) =>
        Figures.Three(Median(turns, turn => 1e6 * of(turn).Seconds / of(turn).Run.Generations));
}
