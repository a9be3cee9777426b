using System.Diagnostics;
using System.Security.Cryptography;
using CoEvolve.Cli;
using CoEvolve.Engines;
using CoEvolve.Measuring;
using CoEvolve.Postgres.Testing;
using CoEvolve.Store;

namespace CoEvolve.ClusterBench;

/// <summary>What the table of work takes: claims that are given back, and claims that are committed, with a large experiment waiting.</summary>
internal sealed class ClaimPart : BenchPart
{
    private const double Least = 500;

    private static readonly int[] Threads = [1, 2, 4, 8];
    // A node asks for 128 at most.
    private static readonly int[] Sizes = [1, 16, 128];

    public override string Name => "claims";

    public override string Title => "Claims and slices";

    public override PartResult Measure(PrivatePostgres server, BenchPlan plan, TextWriter progress)
    {
        using PostgresDatabase database = server.CreateDatabase();
        BenchWork work = new BenchWork("small", "generations=10000000").With(plan.Ecosystems);
        PostgresExperiments.Add(StoreAddress.Parse(database.Address), work.Define());
        using PostgresRunStore store = Open(database);
        var table = new MarkdownTable(["batches/s", "ecosystems a batch", .. Threads.Select(threads => threads == 1 ? "1 worker" : $"{threads} workers"), "the server's processor, ms a batch"]);
        Dictionary<int, double[]> given = Row("claimed and given back", Give(store));
        Row("one generation, checkpoint of 1 KB", Commit(store, 1_000));
        Row("one generation, checkpoint of 10 KB", Commit(store, 10_000));
        return new PartResult($"{table}\n{Draining(server, plan, progress)}", [.. Sizes.Select(size => new Limit($"claims a second, batches of {size}, the fewest workers", given[size][0], Least, AtMost: false))]);

        Dictionary<int, double[]> Row(string what, Func<int, Func<long>> of)
        {
            var rates = new Dictionary<int, double[]>();
            foreach (int size in Sizes)
            {
                (double Rate, double Cost)[] cells = [.. Threads.Select(threads => Cell(server, plan, threads, () => of(size)))];
                rates[size] = [.. cells.Select(cell => cell.Rate)];
                table.Add([what, Figures.Whole(size), .. rates[size].Select(Figures.Three), Figures.Three(1000 * Spread.Of(cells.Select(cell => cell.Cost)).Median)]);
                progress.WriteLine($"{what}, {size} a batch: {string.Join(", ", rates[size].Select(Figures.Three))} batches/s");
            }

            return rates;
        }
    }

    // Batches a second, and processor seconds that the server spends on one: other work on the machine hardly touches these.
    private static (double Rate, double Cost) Cell(PrivatePostgres server, BenchPlan plan, int threads, Func<Func<long>> prepare)
    {
        var rates = new List<double>();
        var costs = new List<double>();
        for (int round = 0; round < plan.Rounds; round++)
        {
            double before = ProcessorTime.OfFamily(server.ProcessId);
            rates.Add(Hammer.Rate(threads, plan.CellSeconds, _ => prepare()));
            costs.Add((ProcessorTime.OfFamily(server.ProcessId) - before) / (rates[^1] * plan.CellSeconds));
        }

        return (Spread.Of(rates).Median, Spread.Of(costs).Median);
    }

    private static PostgresRunStore Open(PostgresDatabase database) =>
        PostgresRunStore.Open(StoreAddress.Parse(database.Address), new PostgresRunOptions { Version = Build.Version });

    private static Func<int, Func<long>> Give(PostgresRunStore store) => size => () =>
    {
        using IClaim claim = Take(store, size);
        return 1;
    };

    private static Func<int, Func<long>> Commit(PostgresRunStore store, int bytes)
    {
        byte[] state = RandomNumberGenerator.GetBytes(bytes);
        return size => () =>
        {
            using IClaim claim = Take(store, size);
            claim.Commit([.. claim.Ecosystems.Select(taken => new SliceCommit(
                taken.Id, taken.Generation, taken.Generation + 1, EcosystemStatus.Running, null, state, default, new SliceRows()))]);
            return 1;
        };
    }

    private static IClaim Take(PostgresRunStore store, int size) => store.Claim(size) ?? throw new InvalidOperationException("There is nothing left to claim.");

    // What is finished leaves the index that claims go along, but not at once: whether that slows those that come later.
    private static string Draining(PrivatePostgres server, BenchPlan plan, TextWriter progress)
    {
        const int size = 16, workers = 2, parts = 10;
        using PostgresDatabase database = server.CreateDatabase();
        BenchWork work = new BenchWork("small", BenchWork.Sparse).With(plan.Ecosystems);
        PostgresExperiments.Add(StoreAddress.Parse(database.Address), work.Define());
        var sample = RecordedEcosystem.Of(work.Load().Points[0].Spec);
        using PostgresRunStore store = Open(database);
        int finished = 0;
        var times = new long[parts + 1];
        times[0] = Stopwatch.GetTimestamp();
        Parallel.For(0, workers, _ =>
        {
            while (store.Claim(size) is { } taken)
            {
                using IClaim claim = taken;
                claim.Commit([.. claim.Ecosystems.Select(ecosystem => new SliceCommit(
                    ecosystem.Id, ecosystem.Generation, 100, EcosystemStatus.Finished, null, null, sample.End.Collapse, sample.Rows))]);
                int now = Interlocked.Add(ref finished, claim.Ecosystems.Count);
                int part = (int)((long)now * parts / plan.Ecosystems);
                if (part > (long)(now - claim.Ecosystems.Count) * parts / plan.Ecosystems)
                    times[part] = Stopwatch.GetTimestamp();
            }
        });
        double[] rates = [.. Enumerable.Range(0, parts).Select(i => plan.Ecosystems / (double)parts / Stopwatch.GetElapsedTime(times[i], times[i + 1]).TotalSeconds)];
        progress.WriteLine($"finished a second, by tenths: {string.Join(", ", rates.Select(Figures.Three))}");
        var table = new MarkdownTable($"ecosystems finished a second, {workers} workers, {size} a batch", "first tenth", "fifth", "last");
        table.Add("with the rows of two generations", Figures.Three(rates[0]), Figures.Three(rates[4]), Figures.Three(rates[^1]));
        return table.ToString();
    }
}
