using CoEvolve.Measuring;
using CoEvolve.Postgres.Testing;

namespace CoEvolve.ClusterBench;

/// <summary>The same experiment with one node and with two, each running one ecosystem at a time.</summary>
internal sealed class ScalingPart : BenchPart
{
    private const double Least = 1.7;

    public override string Name => "scaling";

    public override string Title => "Two nodes against one";

    public override PartResult Measure(PrivatePostgres server, BenchPlan plan, TextWriter progress)
    {
        var table = new MarkdownTable("work", "recorded", "ecosystems", "one node, generations/s", "two nodes", "ratio", "limit", "the local engine: a second thread");
        var limits = new List<Limit>();
        using var local = new LocalRun();
        foreach (string scenario in new[] { "small", "medium" })
        {
            BenchWork work = local.Lasting(new BenchWork(scenario, BenchWork.Sparse), parallel: 1, plan.RunSeconds);
            var one = new List<double>();
            var two = new List<double>();
            var threads = new List<double>(); // what there is to have on this machine, at this hour
            for (int round = 0; round < plan.Rounds; round++)
            {
                one.Add(ClusterRun.Of(server, work, nodes: 1, parallel: 1).Rate);
                two.Add(ClusterRun.Of(server, work, nodes: 2, parallel: 1).Rate);
                threads.Add(local.Of(work, parallel: 2).Rate / local.Of(work, parallel: 1).Rate);
                progress.WriteLine($"{scenario}, round {round + 1}: one node {Figures.Three(one[^1])} generations/s, two {Figures.Three(two[^1])}; a second local thread {Figures.Factor(threads[^1])}");
            }

            double ratio = Spread.Of(one.Zip(two, (alone, both) => both / alone)).Median;
            table.Add(
                scenario, "every 100", Figures.Whole(work.Load().Ecosystems), Figures.Measured(Spread.Of(one)), Figures.Measured(Spread.Of(two)), Figures.Factor(ratio), Figures.Factor(Least),
                Figures.Measured(Spread.Of(threads)));
            limits.Add(new Limit($"two nodes against one, {scenario}", ratio, Least, AtMost: false));
        }

        return new PartResult(table.ToString(), limits);
    }
}
