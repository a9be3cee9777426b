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

    public override T Reading<T>(Func<T> read) => PostgresErrors.Reading(Name, read);

    public override StoreException Explain(DbException exception) => PostgresErrors.Explain(Name, exception);

    public override DbTransaction BeginMoment() => connection.BeginTransaction(IsolationLevel.RepeatableRead);
}
