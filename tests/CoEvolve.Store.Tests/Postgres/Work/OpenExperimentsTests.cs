using CoEvolve.Postgres.Testing;
using Npgsql;

namespace CoEvolve.Store.Tests;

public sealed class OpenExperimentsTests
{
    // The slow look reads experiments through a view, which shows those of when it began once a lock is free.
    private const string SlowView = """
        CREATE SCHEMA slow;
        CREATE VIEW slow.experiment AS SELECT * FROM experiment WHERE CAST(pg_advisory_lock(1) AS text) IS NOT NULL
        """;

    [PostgresFact]
    public async Task A_look_that_began_before_an_experiment_was_submitted_does_not_forget_what_another_has_found()
    {
        using PostgresDatabase database = SharedPostgres.CreateDatabase();
        PostgresExperiments.Add(StoreAddress.Parse(database.Address), Samples.Experiment());
        database.Execute(SlowView);
        using NpgsqlConnection holder = database.Connect(), slow = database.Connect(), quick = database.Connect();
        PostgresServer.Execute(holder, "SELECT pg_advisory_lock(1)");
        PostgresServer.Execute(slow, "SET search_path = slow, public");
        var open = new OpenExperiments("0.1.0");
        Task looking = Task.Run(() => open.Refresh(slow));
        AwaitTrue(() => database.Count("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'advisory' AND datname = current_database()") == 1);
        PostgresExperiments.Add(StoreAddress.Parse(database.Address), Samples.Other());
        OpenExperiment? found = null;
        var finding = new Thread(() => found = open.Find(2, quick));
        finding.Start();
        AwaitTrue(() => finding.ThreadState is ThreadState.Stopped or ThreadState.WaitSleepJoin);
        PostgresServer.Execute(holder, "SELECT pg_advisory_unlock(1)");
        await looking;
        finding.Join();

        Assert.NotNull(found);
        Assert.Same(found, open[2]);
        Assert.Equal([1L, 2], open.All.Select(experiment => experiment.Id));
    }

    private static void AwaitTrue(Func<bool> condition) => Assert.True(SpinWait.SpinUntil(condition, TimeSpan.FromMinutes(1)), "It did not come to that within a minute.");
}
