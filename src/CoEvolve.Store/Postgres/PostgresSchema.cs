using System.Globalization;
using System.Reflection;
using CoEvolve.Engines;
using Npgsql;

namespace CoEvolve.Store;

/// <summary>
/// The tables of CoEvolve in a connection's current schema: whether they are there, and of which form. The table
/// coevolve_migration says so; it has a row for each <see cref="Migration"/> that was applied.
/// </summary>
internal static class PostgresSchema
{
    /// <summary>
    /// Makes the tables if they are not there, and brings them to the newest form; rows stay. Each migration runs in a
    /// transaction of its own, one program at a time.
    /// </summary>
    /// <param name="connection">Open, outside a transaction.</param>
    /// <param name="name">Of the database, for messages.</param>
    /// <param name="known">What the program knows; null for <see cref="Migration.All"/>.</param>
    /// <exception cref="StoreException">There is no current schema; or it has other tables, or was written by a newer program, or the user may not make tables.</exception>
    public static void Migrate(NpgsqlConnection connection, string name, IReadOnlyList<Migration>? known = null)
    {
        known ??= Migration.All;
        try
        {
            while (Applied(connection, name, known) < known.Count)
                ApplyNext(connection, name, known);
        }
        catch (NpgsqlException exception)
        {
            throw PostgresErrors.Explain(name, exception);
        }
    }

    /// <summary>Returns if the tables are there in the newest form; changes nothing.</summary>
    /// <param name="connection">Open.</param>
    /// <param name="name">Of the database, for messages.</param>
    /// <param name="known">What the program knows; null for <see cref="Migration.All"/>.</param>
    /// <exception cref="StoreException">They are not.</exception>
    public static void Require(NpgsqlConnection connection, string name, IReadOnlyList<Migration>? known = null)
    {
        known ??= Migration.All;
        int applied = PostgresErrors.Reading(name, () => Applied(connection, name, known));
        if (applied == 0)
            throw new StoreException($"{name}: there are no results of CoEvolve. Check the address, or run a scenario into it first.");
        if (applied < known.Count)
        {
            throw new StoreException(string.Create(
                CultureInfo.InvariantCulture,
                $"{name}: the form of its tables is {applied}; this program reads {known.Count}. Run a scenario or start a node of this version first: "
                + $"they bring the tables up to date."));
        }
    }

    /// <summary>Whether there are tables of CoEvolve, of any form that this program knows.</summary>
    /// <exception cref="StoreException">There is no current schema; or it has other tables, or was written by a newer program.</exception>
    public static bool IsThere(NpgsqlConnection connection, string name) =>
        PostgresErrors.Reading(name, () => Applied(connection, name, Migration.All)) > 0;

    private static void ApplyNext(NpgsqlConnection connection, string name, IReadOnlyList<Migration> known)
    {
        using NpgsqlTransaction transaction = connection.BeginTransaction();
        PostgresServer.Execute(connection, "SET LOCAL lock_timeout = '60s'");
        AdvisoryLock.Take(connection, "migration");
        // Asked again under the lock: another program may have done it meanwhile.
        int applied = Applied(connection, name, known);
        if (applied == known.Count)
            return;
        if (applied == 0)
        {
            PostgresServer.Execute(connection, """
                CREATE TABLE coevolve_migration (
                    number      integer PRIMARY KEY,
                    name        text NOT NULL,
                    applied_at  text NOT NULL,
                    version     text NOT NULL
                )
                """);
        }

        Migration next = known[applied];
        PostgresServer.Execute(connection, next.Sql);
        using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = "INSERT INTO coevolve_migration (number, name, applied_at, version) VALUES (@number, @name, @time, @version)";
        command.Parameters.AddWithValue("@number", next.Number);
        command.Parameters.AddWithValue("@name", next.Name);
        command.Parameters.AddWithValue("@time", ExperimentTables.Time(TimeProvider.System.GetUtcNow()));
        command.Parameters.AddWithValue("@version", typeof(PostgresSchema).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "");
        command.ExecuteNonQuery();
        transaction.Commit();
    }

    /// <summary>The number of the last migration that was applied; 0 in an empty schema.</summary>
    private static int Applied(NpgsqlConnection connection, string name, IReadOnlyList<Migration> known)
    {
        (string? schema, bool marked, string? relation) = Look(connection);
        if (schema is null)
            throw new StoreException($"{name}: the schema that search_path names is not there. Make it with CREATE SCHEMA, or name another.");
        if (!marked)
        {
            return relation is null
                ? 0
                : throw new StoreException($"{name}: the schema {schema} has tables of another program ({relation}, for one). Name an empty schema with search_path, or another database.");
        }

        using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = "SELECT coalesce(max(number), 0) FROM coevolve_migration";
        int applied = (int)command.ExecuteScalar()!;
        return applied is >= 1 && applied <= known.Count
            ? applied
            : throw new StoreException(string.Create(
                CultureInfo.InvariantCulture,
                $"{name}: the form of its tables is {applied}; this program knows 1 to {known.Count}. Use the version that wrote it, or a newer one."));
    }

    // One statement, so that tables which another program is just making are not taken for foreign ones. What extensions
    // brought along belongs to nobody's results.
    private static (string? Schema, bool Marked, string? Relation) Look(NpgsqlConnection connection)
    {
        using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = """
            SELECT current_schema()::text, to_regclass(quote_ident(current_schema()) || '.coevolve_migration') IS NOT NULL, (
                SELECT c.relname::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
                AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
                ORDER BY c.relkind = 'S', c.relname LIMIT 1)
            """;
        using NpgsqlDataReader row = command.ExecuteReader();
        row.Read();
        return (row.IsDBNull(0) ? null : row.GetString(0), row.GetBoolean(1), row.IsDBNull(2) ? null : row.GetString(2));
    }
}
