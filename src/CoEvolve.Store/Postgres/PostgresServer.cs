using System.Globalization;
using CoEvolve.Engines;
using Npgsql;

namespace CoEvolve.Store;

/// <summary>Connects to PostgreSQL, and refuses servers and databases that cannot keep results.</summary>
internal static class PostgresServer
{
    /// <summary>The oldest major version that has all that is used.</summary>
    public const int OldestVersion = 13;

    /// <summary>Opens a connection of its own (no pool: closing it closes the session).</summary>
    /// <param name="address">Of the database.</param>
    /// <param name="patience">How long it waits for the connection and for each answer, in whole seconds; null for what the address says.</param>
    /// <exception cref="StoreException">The server cannot be reached, refuses the user, is too old, or the database has another encoding.</exception>
    public static NpgsqlConnection Connect(StoreAddress address, TimeSpan? patience = null)
    {
        NpgsqlConnectionStringBuilder server = address.Server;
        server.Pooling = false;
        if (patience is { } most)
            server.Timeout = server.CommandTimeout = (int)Math.Ceiling(most.TotalSeconds);
        var connection = new NpgsqlConnection(server.ConnectionString);
        try
        {
            Open(connection, patience);
            Check(address.Name, connection);
            return connection;
        }
        catch (Exception exception)
        {
            connection.Dispose();
            throw PostgresErrors.Explain(address.Name, exception);
        }
    }

    // Npgsql's own timeout is for each of its attempts, and one of them was seen to wait without end for a server that says nothing.
    private static void Open(NpgsqlConnection connection, TimeSpan? patience)
    {
        if (patience is not { } most)
        {
            connection.Open();
            return;
        }

        using var limit = new CancellationTokenSource(most);
        try
        {
            connection.OpenAsync(limit.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException exception)
        {
            throw new NpgsqlException("The connection was not made in time", new TimeoutException("The operation has timed out", exception));
        }
    }

    /// <summary>Returns if results can be kept there.</summary>
    /// <exception cref="StoreException">The server is too old; or its database has another encoding than UTF8.</exception>
    public static void Check(string name, NpgsqlConnection connection)
    {
        CheckVersion(name, connection.PostgreSqlVersion);
        if (connection.PostgresParameters.TryGetValue("server_encoding", out string? encoding))
            CheckEncoding(name, encoding);
    }

    /// <exception cref="StoreException">The server is too old.</exception>
    public static void CheckVersion(string name, Version version)
    {
        if (version.Major < OldestVersion)
        {
            throw new StoreException(string.Create(
                CultureInfo.InvariantCulture,
                $"{name}: the server is PostgreSQL {version}; allowed is {OldestVersion} or newer. Name another server."));
        }
    }

    private static void CheckEncoding(string name, string encoding)
    {
        if (encoding != "UTF8")
            throw new StoreException($"{name}: the encoding of the database is {encoding}; allowed is UTF8. Make one with createdb --encoding=UTF8 --template=template0.");
    }

    /// <summary>Runs statements that return nothing.</summary>
    public static void Execute(NpgsqlConnection connection, string sql)
    {
        using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
