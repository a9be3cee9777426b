using CoEvolve.Actors;
using CoEvolve.Engines;
using Microsoft.Data.Sqlite;

namespace CoEvolve.Store;

/// <summary>Reads the commands of a results file that no run has applied yet.</summary>
internal static class CommandRows
{
    /// <summary>Those of an experiment, in order of their ids. One scan of the commands beyond <paramref name="after"/>.</summary>
    /// <param name="connection">Open.</param>
    /// <param name="offsets">The experiment's.</param>
    /// <param name="after">Only those with a higher id.</param>
    /// <returns>With the ecosystem's id within the experiment.</returns>
    /// <exception cref="SqliteException">SQLite failed.</exception>
    /// <exception cref="StoreException">A command was changed by hand.</exception>
    public static List<(long Ecosystem, PendingCommand Command)> Read(SqliteConnection connection, IdOffsets offsets, long after) => connection.List(
        """
        SELECT id, ecosystem_id, kind, coalesce(arguments, '') FROM command
        WHERE id > @after AND applied_generation IS NULL AND ecosystem_id > @offset AND ecosystem_id <= @last ORDER BY id
        """,
        row => (row.GetInt64(1) - offsets.Ecosystem, Command(connection.DataSource, row.GetInt64(0), row.GetString(2), row.GetString(3))),
        ("@after", after),
        ("@offset", offsets.Ecosystem),
        ("@last", offsets.LastEcosystem));

    private static PendingCommand Command(string file, long id, string kind, string arguments)
    {
        try
        {
            return new PendingCommand(id, SteeringCommand.Parse(kind, arguments));
        }
        catch (FormatException exception)
        {
            throw new StoreException(FormattableString.Invariant($"{file}: command {id} was changed by hand: {exception.Message} Delete that row of the table command."), exception);
        }
    }
}
