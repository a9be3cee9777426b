using System.Globalization;
using System.Text.RegularExpressions;
using CoEvolve.Engines;
using Npgsql;

namespace CoEvolve.Store;

/// <summary>
/// Where results are kept: a SQLite file, or a database of a PostgreSQL server. Made from what the user wrote; opens
/// nothing. Immutable.
/// </summary>
public sealed partial class StoreAddress
{
    private const int DefaultPort = 5432;

    private const int ConnectSeconds = 5;
    private const int KeepAliveSeconds = 5;
    private const int KeepAliveInterval = 2;

    private readonly NpgsqlConnectionStringBuilder? _server;

    private StoreAddress(string file)
    {
        File = file;
        Name = file;
    }

    private StoreAddress(NpgsqlConnectionStringBuilder server)
    {
        _server = server;
        string host = server.Host!.Contains(':', StringComparison.Ordinal) ? $"[{server.Host}]" : server.Host;
        string schema = string.IsNullOrEmpty(server.SearchPath) ? "" : $" (schema {server.SearchPath})";
        Database = server.Database;
        Name = string.Create(CultureInfo.InvariantCulture, $"{host}:{server.Port}/{server.Database}{schema}");
    }

    /// <summary>How messages name it: the file's full path; or host:port/database, with the schema if one was named, never with a password.</summary>
    public string Name { get; }

    /// <summary>Full path of the file; null for a database of a server.</summary>
    public string? File { get; }

    /// <summary>Name of the database on its server; null for a file.</summary>
    public string? Database { get; }

    /// <summary>Whether it is a database of a PostgreSQL server.</summary>
    public bool IsPostgres => _server is not null;

    /// <summary>What Npgsql connects with; a copy. Password and user may be missing: Npgsql then asks PGPASSWORD, PGUSER and ~/.pgpass.</summary>
    /// <exception cref="InvalidOperationException">It is a file.</exception>
    internal NpgsqlConnectionStringBuilder Server => _server is not null
        ? new NpgsqlConnectionStringBuilder(_server.ConnectionString)
        : throw new InvalidOperationException($"{Name} is a file.");

    /// <summary>Reads what the user wrote.</summary>
    /// <param name="store">
    /// A path; or <c>postgres://user:password@host:5432/database</c>, also <c>postgresql://</c>; or
    /// <c>Host=host;Database=database;…</c> with Npgsql's keywords. Something that exists as a file is a file. Beyond these
    /// an address may have the parameters of libpq that <see cref="PostgresUri"/> lists.
    /// </param>
    /// <exception cref="StoreException">It looks like an address of a server, and is none. The message never has the password.</exception>
    public static StoreAddress Parse(string store)
    {
        ArgumentException.ThrowIfNullOrEmpty(store);
        if (System.IO.File.Exists(store) || Directory.Exists(store))
            return new StoreAddress(Path.GetFullPath(store));
        if (PostgresUri.IsOne(store))
            return new StoreAddress(WithDefaults(PostgresUri.Parse(store)));
        if (SchemeOfUri().Match(store) is { Success: true } other)
            throw new StoreException($"{other.Value}…: this is no store. Allowed are a file, and a database as in {PostgresUri.Example}.");
        return FirstKeyword().IsMatch(store)
            ? new StoreAddress(WithDefaults(Keywords(store)))
            : new StoreAddress(Path.GetFullPath(store));
    }

    /// <summary>Its <see cref="Name"/>.</summary>
    public override string ToString() => Name;

    private static NpgsqlConnectionStringBuilder Keywords(string store)
    {
        var server = new NpgsqlConnectionStringBuilder();
        string keyword = "";
        try
        {
            // Keyword by keyword: what is thrown then belongs to one whose name may be shown.
            var given = new System.Data.Common.DbConnectionStringBuilder { ConnectionString = store };
            foreach (string key in given.Keys)
            {
                keyword = key;
                server[key] = given[key];
            }
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidCastException or OverflowException or NotSupportedException)
        {
            string what = keyword.Length == 0 ? "it is not of the form keyword=value;keyword=value" : $"'{keyword}' is no keyword, or its value is not allowed";
            throw new StoreException($"PostgreSQL address: {what}. Allowed are Npgsql's keywords, as in {KeywordExample}.");
        }

        if (string.IsNullOrWhiteSpace(server.Host))
            throw new StoreException($"PostgreSQL address: it names no host. Add one, as in {KeywordExample}.");
        // As libpq writes it, with spaces between the pairs: all that follows would be part of the name of the host.
        if (server.Host.Contains('=', StringComparison.Ordinal))
            throw new StoreException($"PostgreSQL address: between keywords it has spaces. Put ; between them, as in {KeywordExample}.");
        if (string.IsNullOrWhiteSpace(server.Database))
            throw new StoreException($"PostgreSQL address of {server.Host}: it names no database. Add one, as in {KeywordExample}.");
        return server;
    }

    private const string KeywordExample = "Host=localhost;Port=5432;Database=results;Username=me";

    private static NpgsqlConnectionStringBuilder WithDefaults(NpgsqlConnectionStringBuilder server)
    {
        if (server.Host!.Contains(',', StringComparison.Ordinal))
            throw new StoreException($"PostgreSQL address: its host is {server.Host}; allowed is one host. Name the one that may be written.");
        if (server.Port is < 1 or > 65535)
            server.Port = DefaultPort;
        if (string.IsNullOrEmpty(server.ApplicationName))
            server.ApplicationName = "coevolve";
        // Sorting a large table before its first row comes takes longer than the 30 seconds that Npgsql would wait.
        if (!server.ShouldSerialize("Command Timeout"))
            server.CommandTimeout = 0;
        // Whoever waits for an answer hears within half a minute of a host that has vanished, and of one that never was there sooner.
        if (!server.ShouldSerialize("Timeout"))
            server.Timeout = ConnectSeconds;
        if (!server.ShouldSerialize("TCP Keepalive"))
            server.TcpKeepAlive = true;
        if (!server.ShouldSerialize("TCP Keepalive Time"))
            server.TcpKeepAliveTime = KeepAliveSeconds;
        if (!server.ShouldSerialize("TCP Keepalive Interval"))
            server.TcpKeepAliveInterval = KeepAliveInterval;
        return server;
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9+.-]+://")]
    private static partial Regex SchemeOfUri();

    [GeneratedRegex(@"^\s*(host|server|port|database|db|user ?name|user ?id|uid|password|pwd|psw)\s*=", RegexOptions.IgnoreCase)]
    private static partial Regex FirstKeyword();
}
