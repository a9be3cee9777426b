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

    // Looks that step through all that is done already would take their share of the server: ecosystems are taken in order, so as long
    // as the last one is open nothing else is asked.
    private static (double LastSlice, double Closed) Wait(PostgresDatabase database, long start)
    {
        using NpgsqlConnection connection = database.Connect();
        using var last = new NpgsqlCommand("SELECT status IN ('waiting', 'running') FROM ecosystem ORDER BY id DESC LIMIT 1", connection);
        using var any = new NpgsqlCommand("SELECT EXISTS (SELECT FROM ecosystem WHERE status IN ('waiting', 'running'))", connection);
        using var closing = new NpgsqlCommand("SELECT EXISTS (SELECT FROM experiment WHERE finished_at IS NULL)", connection);
        foreach (NpgsqlCommand command in new[] { last, any, closing })
            command.Prepare();
        double lastSlice = 0;
        while (true)
        {
            if (lastSlice == 0 && !Holds(last) && !Holds(any))
                lastSlice = Stopwatch.GetElapsedTime(start).TotalSeconds;
            if (lastSlice > 0 && !Holds(closing))
                return (lastSlice, Stopwatch.GetElapsedTime(start).TotalSeconds);
            Thread.Sleep(LookEvery); // to look all the time would take from the nodes
        }

        static bool Holds(NpgsqlCommand command) => (bool)command.ExecuteScalar()!;
    }
}
