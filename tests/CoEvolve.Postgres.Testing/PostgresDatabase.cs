using Npgsql;

namespace CoEvolve.Postgres.Testing;

/// <summary>An empty database of one test's own. Disposing drops it, whoever is still connected.</summary>
public sealed class PostgresDatabase : IDisposable
{
    private readonly PrivatePostgres _server;

    internal PostgresDatabase(PrivatePostgres server, string name)
    {
        _server = server;
        Name = name;
        server.Execute($"CREATE DATABASE {name} TEMPLATE template0");
    }

    /// <summary>The database's name on its server.</summary>
    public string Name { get; }

    /// <summary>How Npgsql reaches the database.</summary>
    public string ConnectionString => _server.ConnectionString(Name);

    /// <summary>The database's address as a URI, as the command takes it.</summary>
    public string Address => _server.Address(Name);

    /// <summary>A new open connection, outside any pool.</summary>
    public NpgsqlConnection Connect()
    {
        var connection = new NpgsqlConnection($"{ConnectionString};Pooling=False");
        connection.Open();
        return connection;
    }

    /// <summary>Runs SQL on a connection of its own.</summary>
    public void Execute(string sql)
    {
        using NpgsqlConnection connection = Connect();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    /// <summary>The rows of a query on a connection of its own; NULL is null.</summary>
    public IReadOnlyList<object?[]> Query(string sql)
    {
        using NpgsqlConnection connection = Connect();
        using var command = new NpgsqlCommand(sql, connection);
        using NpgsqlDataReader reader = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i))]);
        return rows;
    }

    /// <summary>What a query that asks for one whole number of eight bytes, such as count(*), answers.</summary>
    public long Count(string sql) => (long)Query(sql)[0][0]!;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_server.IsRunning)
            _server.Execute($"DROP DATABASE IF EXISTS {Name} WITH (FORCE)");
    }
}
