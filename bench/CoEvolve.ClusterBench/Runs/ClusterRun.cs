using System.Diagnostics;
using CoEvolve.Engines;
using CoEvolve.Postgres.Testing;
using CoEvolve.Store;
using Npgsql;

namespace CoEvolve.ClusterBench;

/// <summary>Runs of nodes on a database of their own.</summary>
internal static class ClusterRun
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(25);

    /// <summary>Starts nodes and lets them warm up (<see cref="BenchWork.WarmUp"/>); then submits the work, and waits until it is done and closed.</summary>
    /// <param name="server">Nobody else uses it.</param>
    /// <param name="work">A single point.</param>
    /// <param name="nodes">How many.</param>
    /// <param name="parallel">Ecosystems at a time, for each node.</param>
    /// <exception cref="InvalidOperationException">A node failed, or an ecosystem did not finish.</exception>
    public static TimedRun Of(PrivatePostgres server, BenchWork work, int nodes, int parallel)
    {
        using PostgresDatabase database = server.CreateDatabase();
        ExperimentDefinition definition = work.Define();
        var processes = new List<NodeProcess>();
        try
        {
            for (int i = 0; i < nodes; i++)
                processes.Add(new NodeProcess(database.Address, parallel));
            PostgresExperiments.Add(StoreAddress.Parse(database.Address), work.WarmUp().Define());
            Wait(database, Stopwatch.GetTimestamp());
            long before = database.Count("SELECT count(*) FROM ecosystem WHERE status = 'finished'");
            double nodesBefore = processes.Sum(node => node.ProcessorSeconds), serverBefore = ProcessorTime.OfFamily(server.ProcessId);
            long start = Stopwatch.GetTimestamp();
            PostgresExperiments.Add(StoreAddress.Parse(database.Address), definition);
            (double lastSlice, double closed) = Wait(database, start);
            double nodesTook = processes.Sum(node => node.ProcessorSeconds) - nodesBefore, serverTook = ProcessorTime.OfFamily(server.ProcessId) - serverBefore;
            long finished = database.Count("SELECT count(*) FROM ecosystem WHERE status = 'finished'");
            if (finished - before != definition.Ecosystems)
                throw new InvalidOperationException($"{finished - before} of {definition.Ecosystems} ecosystems are finished.");
            processes.ForEach(node => node.Stop());
            return new TimedRun((double)definition.Ecosystems * definition.Generations, closed, lastSlice, nodesTook, serverTook);
        }
        finally
        {
            processes.ForEach(node => node.Dispose());
        }
    }

    private static (double LastSlice, double Closed) Wait(PostgresDatabase database, long start)
    {
        using NpgsqlConnection connection = database.Connect();
        // Whatever statistics say, a step in the index is enough, and compiling the query would take a hundred times as long.
        using var command = new NpgsqlCommand("SET enable_seqscan = off; SET jit = off", connection);
        command.ExecuteNonQuery();
        command.CommandText = "SELECT EXISTS (SELECT FROM ecosystem WHERE status IN ('waiting', 'running')), EXISTS (SELECT FROM experiment WHERE finished_at IS NULL)";
        command.Prepare();
        double lastSlice = 0;
        while (true)
        {
            using (NpgsqlDataReader row = command.ExecuteReader())
            {
                row.Read();
                double now = Stopwatch.GetElapsedTime(start).TotalSeconds;
                if (lastSlice == 0 && !row.GetBoolean(0))
                    lastSlice = now;
                if (!row.GetBoolean(1))
                    return (lastSlice, now);
            }

            Thread.Sleep(LookEvery);
        }
    }
}
