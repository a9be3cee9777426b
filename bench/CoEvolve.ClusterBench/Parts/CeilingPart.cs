using CoEvolve.Engines;
using CoEvolve.Measuring;
using CoEvolve.Postgres.Testing;
using CoEvolve.Store;
using Npgsql;

namespace CoEvolve.ClusterBench;

/// <summary>What the machine and PostgreSQL could do at best, with nothing of ours in the way.</summary>
internal sealed class CeilingPart : BenchPart
{
    private const int RowsOfCopy = 20_000;

    private static readonly int[] Connections = [1, 2, 8];

    public override string Name => "ceilings";

    public override string Title => "What the server and its disk could do";

    public override PartResult Measure(PrivatePostgres server, BenchPlan plan, TextWriter progress)
    {
        var table = new MarkdownTable(["a second", .. Connections.Select(count => count == 1 ? "1 connection" : $"{count} connections")]);
        using PostgresDatabase database = server.CreateDatabase();
        NpgsqlConnection[] connections = [.. Enumerable.Range(0, Connections.Max()).Select(_ => database.Connect())];
        // A transaction that has nothing but a mark in the log, for which its commit must wait.
        Row("round trips", "SELECT 1");
        Row("commits of next to nothing", "SELECT pg_logical_emit_message(true, '', '')");
        BenchWork work = new BenchWork("small").With(10);
        long experiment = PostgresExperiments.Add(StoreAddress.Parse(database.Address), work.Define());
        var sample = RecordedEcosystem.Of(work.Load().Points[0].Spec);
        IReadOnlyList<SliceCommit> slices = [.. Enumerable.Range(1, Math.Max(1, RowsOfCopy / sample.Rows.Count)).Select(_ => new SliceCommit(
            1, 0, 100, EcosystemStatus.Finished, null, null, sample.End.Collapse, sample.Rows))];
        Add($"rows copied, {Figures.Whole(slices.Count * sample.Rows.Count)} a transaction", connection => Copy(connection, experiment, slices));
        Array.ForEach(connections, connection => connection.Dispose());
        return new PartResult(table.ToString());

        void Row(string what, string sql) => Add(what, connection => Execute(connection, sql));

        void Add(string what, Func<NpgsqlConnection, Func<long>> work)
        {
            string[] rates = [.. Connections.Select(Rate)];
            table.Add([what, .. rates]);
            progress.WriteLine($"{what}: {string.Join(", ", rates)} a second");

            string Rate(int threads) => Figures.Three(Spread.Of(Enumerable.Range(0, plan.Rounds).Select(
                _ => Hammer.Rate(threads, plan.CellSeconds, thread => work(connections[thread])))).Median);
        }
    }

    private static Func<long> Execute(NpgsqlConnection connection, string sql)
    {
        var command = new NpgsqlCommand(sql, connection);
        command.Prepare();
        return () =>
        {
            command.ExecuteNonQuery();
            return 1;
        };
    }

    private static Func<long> Copy(NpgsqlConnection connection, long experiment, IReadOnlyList<SliceCommit> slices)
    {
        var offsets = IdOffsets.Of(connection, experiment);
        return () =>
        {
            using NpgsqlTransaction transaction = connection.BeginTransaction();
            SliceCopy.Write(connection, offsets, slices);
            transaction.Commit();
            return slices.Sum(slice => (long)slice.Rows.Count);
        };
    }
}
