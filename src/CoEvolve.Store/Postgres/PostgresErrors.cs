using System.Net.Sockets;
using System.Security.Authentication;
using CoEvolve.Engines;
using Npgsql;

namespace CoEvolve.Store;

/// <summary>Turns what PostgreSQL and Npgsql say into what the user can do about it.</summary>
internal static class PostgresErrors
{
    private const string Safe = "What was stored before is safe";

    /// <summary>The error of <paramref name="exception"/> for the database that messages call <paramref name="name"/>, with a remedy.</summary>
    public static StoreException Explain(string name, Exception exception) => exception switch
    {
        StoreException known => known,
        PostgresException server => new StoreException($"{name}: {Message(server)}", server),
        NpgsqlException client => new StoreException($"{name}: {Message(client)}", client),
        IOException or UnauthorizedAccessException => new StoreException(
            $"{name}: a file that connecting takes cannot be read ({Sentence(exception.Message)}). Check those that PGPASSFILE and, in the address, passfile, sslcert and sslkey name.", exception),
        _ => new StoreException($"{name}: it stopped by an error in the program: {exception.Message}", exception),
    };

    /// <summary>Reads from the database that messages call <paramref name="name"/>.</summary>
    /// <exception cref="StoreException">PostgreSQL failed; or a value is there that the program never writes.</exception>
    public static T Reading<T>(string name, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is NpgsqlException or StoreException)
        {
            throw Explain(name, exception);
        }
        catch (Exception exception) when (DamagedValue.Is(exception))
        {
            throw new StoreException($"{name}: the database was changed by hand ({exception.Message.TrimEnd('.')}). Go back to a backup, or run the scenario into another schema or database.", exception);
        }
    }

    private static string Message(PostgresException exception) => exception.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            $"the server refuses the user ({Said(exception)}). Check user and password in the address, in PGPASSWORD or in ~/.pgpass.",
        PostgresErrorCodes.InvalidCatalogName => $"there is no such database ({Said(exception)}). Make it with createdb, or check the name.",
        PostgresErrorCodes.InvalidSchemaName => $"there is no such schema ({Said(exception)}). Make it with CREATE SCHEMA, or check search_path.",
        PostgresErrorCodes.InsufficientPrivilege =>
            $"the user may not do this ({Said(exception)}). Grant it, or name a schema of your own with search_path.",
        PostgresErrorCodes.TooManyConnections =>
            $"the server takes no more connections ({Said(exception)}). Lower --parallel, stop a node, or raise max_connections.",
        PostgresErrorCodes.DiskFull => $"the server's disk is full. {Safe}; free some space, then start again.",
        PostgresErrorCodes.OutOfMemory => $"the server is out of memory ({Said(exception)}). {Safe}; give it more, or stop a node, then start again.",
        PostgresErrorCodes.ReadOnlySqlTransaction =>
            $"the database is read-only ({Said(exception)}). Name the primary server, or let the user write.",
        PostgresErrorCodes.CannotConnectNow => $"the server is starting or stopping ({Said(exception)}). Try again in a moment.",
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown =>
            $"the server closed the connection ({Said(exception)}). {Safe}; start again when it is back.",
        PostgresErrorCodes.LockNotAvailable =>
            $"another program has it locked ({Said(exception)}). Close what changes its tables, then try again.",
        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected =>
            $"another program was in the way ({Said(exception)}). Nothing of this was stored; try again.",
        PostgresErrorCodes.CharacterNotInRepertoire or PostgresErrorCodes.UntranslatableCharacter =>
            $"it cannot hold a text ({Said(exception)}). Make a database with the encoding UTF8: createdb --encoding=UTF8 --template=template0.",
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn =>
            $"its tables are not those of CoEvolve ({Said(exception)}). Name another schema or database.",
        PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted => $"the database is damaged ({Said(exception)}). Go back to a backup.",
        PostgresErrorCodes.IoError => $"the server's disk failed ({Said(exception)}). {Safe} unless the disk lost it; check the server.",
        _ => $"PostgreSQL says: {Said(exception)} (SQLSTATE {exception.SqlState}). {Safe}.",
    };

    private static string Message(NpgsqlException exception) => exception switch
    {
        { InnerException: SocketException socket } when IsUnreachable(socket) =>
            $"no server answers there ({Sentence(socket.Message)}). Start PostgreSQL, or check host and port.",
        { InnerException: TimeoutException } => $"the server does not answer in time. {Safe}; check the network and the server, then start again.",
        { InnerException: AuthenticationException refusal } =>
            $"the server's certificate is not accepted ({Sentence(refusal.Message)}). Name the authority that signed it with sslrootcert, and the host as the certificate has it.",
        _ when exception.Message.Contains("password", StringComparison.OrdinalIgnoreCase) =>
            "the server asks for a password, and none was given. Put it into PGPASSWORD or ~/.pgpass, or into the address.",
        _ => $"the connection failed ({Sentence((exception.InnerException ?? exception).Message)}). {Safe}; check the network and the server, then start again.",
    };

    private static bool IsUnreachable(SocketException socket) => socket.SocketErrorCode is
        SocketError.ConnectionRefused or SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData or SocketError.HostUnreachable
        or SocketError.NetworkUnreachable or SocketError.TimedOut or SocketError.AddressNotAvailable or SocketError.HostDown;

    // The server's own sentence: neither its detail, which may have values of rows, nor Npgsql's additions.
    private static string Said(PostgresException exception) => Sentence(exception.MessageText);

    private static string Sentence(string message) => message.ReplaceLineEndings(" ").TrimEnd('.', ' ');
}
