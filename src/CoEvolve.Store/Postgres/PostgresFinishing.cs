using Npgsql;

namespace CoEvolve.Store;

/// <summary>Closes an experiment that has nothing left to do. Any number of nodes may try.</summary>
internal static class PostgresFinishing
{
    /// <summary>
    /// Makes an experiment's indexes, forgets who computed it, and writes down its end, all or nothing, if none of its ecosystems
    /// is waiting, running or paused and nobody else is at it. A few steps in indexes if there is still something to do, otherwise a sort of its rows.
    /// </summary>
    /// <param name="connection">Open, outside a transaction.</param>
    /// <param name="experiment">Its number.</param>
    /// <param name="finishedAt">The time to write down.</param>
    /// <returns>Whether this call closed it.</returns>
    /// <exception cref="NpgsqlException">PostgreSQL failed; nothing was done. A row that was stored twice is a violation of a unique index.</exception>
    public static bool TryFinish(NpgsqlConnection connection, long experiment, DateTimeOffset finishedAt)
    {
        using NpgsqlTransaction transaction = connection.BeginTransaction();
        PostgresServer.Execute(connection, "SET LOCAL statement_timeout = 0");
        if (!AdvisoryLock.TryTake(connection, $"finish {experiment}") || !IsDone(connection, experiment))
            return false;
        PostgresPartitions.MakeIndexes(connection, experiment);
        ForgetWork(connection, IdOffsets.Of(connection, experiment));
        using var finish = connection.Command(
            "UPDATE experiment SET finished_at = @time WHERE id = @experiment AND finished_at IS NULL",
            ("@time", ExperimentTables.Time(finishedAt)),
            ("@experiment", experiment));
        finish.ExecuteNonQuery();
        transaction.Commit();
        return true;
    }

    // A node may die between the look for dead ones and the claim of somebody else, who then stores what is made a suspect only
    // later. The attempts go first: whoever is making suspects of them is waited for.
    private static void ForgetWork(NpgsqlConnection connection, IdOffsets at)
    {
        foreach (string sql in (string[])
            [
                "DELETE FROM attempt WHERE ecosystem_ids[1] > @offset AND ecosystem_ids[1] <= @last",
                "DELETE FROM suspect WHERE ecosystem_id > @offset AND ecosystem_id <= @last",
                "DELETE FROM pending_command WHERE ecosystem_id > @offset AND ecosystem_id <= @last",
            ])
        {
            using var command = connection.Command(sql, ("@offset", at.Ecosystem), ("@last", at.LastEcosystem));
            command.ExecuteNonQuery();
        }
    }

    // Asked under the lock, so that nobody makes the indexes a second time.
    private static bool IsDone(NpgsqlConnection connection, long experiment)
    {
        var offsets = IdOffsets.Of(connection, experiment);
        return connection.Number(
            """
            SELECT count(*) FROM experiment WHERE id = @experiment AND finished_at IS NULL
            AND NOT EXISTS (SELECT FROM ecosystem WHERE id > @offset AND id <= @last AND status IN ('waiting', 'running'))
            AND NOT EXISTS (SELECT FROM ecosystem WHERE id > @offset AND id <= @last AND status = 'paused')
            """,
            ("@experiment", experiment),
            ("@offset", offsets.Ecosystem),
            ("@last", offsets.LastEcosystem)) == 1;
    }
}
