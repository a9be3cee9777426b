using System.Data;
using System.Data.Common;
using CoEvolve.Engines;
using Npgsql;

namespace CoEvolve.Store;

/// <summary>A schema in a PostgreSQL database.</summary>
internal sealed class PostgresResultsDatabase(string name, NpgsqlConnection connection) : ResultsDatabase(name, connection)
{
    public override string RemedyWithoutExperiment => "Run a scenario into it";

    public override IWorkTables Work { get; } = new PostgresWorkTables(connection);

    /// <summary>Connects to a database that has the tables, in a session that cannot change anything.</summary>
    /// <exception cref="StoreException">As for <see cref="PostgresServer.Connect"/>; or the tables are not there in their newest form.</exception>
    public static NpgsqlConnection Connect(StoreAddress address)
    {
        NpgsqlConnection connection = PostgresServer.Connect(address);
        try
        {
            PostgresSchema.Require(connection, address.Name);
            return PostgresErrors.Reading(address.Name, () =>
            {
                PostgresServer.Execute(connection, "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY");
                return connection;
            });
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // A connection that broke before is told from values that make no sense: using either throws the same.
    public override T Reading<T>(Func<T> read) => connection.State == ConnectionState.Open
        ? PostgresErrors.Reading(Name, read)
        : throw new StoreException($"{Name}: the connection broke. What was stored before is safe; check the network and the server, then start again.");

    public override StoreException Explain(DbException exception) => PostgresErrors.Explain(Name, exception);

    public override DbTransaction BeginMoment() => connection.BeginTransaction(IsolationLevel.RepeatableRead);
}
