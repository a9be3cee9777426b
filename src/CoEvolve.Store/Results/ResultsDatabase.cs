using System.Data.Common;
using CoEvolve.Engines;
using Microsoft.Data.Sqlite;

namespace CoEvolve.Store;

/// <summary>
/// A store that is open for reading, whichever database it is: what differs between them beside the rows, which the same
/// queries read from both. Not thread-safe.
/// </summary>
/// <param name="name">How messages name it.</param>
/// <param name="connection">Open; closed with this.</param>
internal abstract class ResultsDatabase(string name, DbConnection connection) : IDisposable
{
    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(10);

    /// <summary>How messages name it; never with a password.</summary>
    public string Name { get; } = name;

    /// <summary>Open. Parameters are written @name: both databases know these.</summary>
    public DbConnection Connection { get; } = connection;

    /// <summary>What helps somebody who finds no experiment in it.</summary>
    public abstract string RemedyWithoutExperiment { get; }

    /// <summary>Who is at work on it.</summary>
    public abstract IWorkTables Work { get; }

    /// <summary>Opens a store whose tables are there, for reading. Changes nothing.</summary>
    /// <exception cref="StoreException">There is none; or it is foreign, newer or older than this program can read, locked or out of reach.</exception>
    public static ResultsDatabase Open(string store)
    {
        var address = StoreAddress.Parse(store);
        return address.IsPostgres
            ? new PostgresResultsDatabase(address.Name, PostgresResultsDatabase.Connect(address))
            : new SqliteResultsDatabase(address.Name, ResultsFile.OpenExisting(address.File!, SqliteOpenMode.ReadOnly, LockTimeout));
    }

    /// <summary>Reads something.</summary>
    /// <exception cref="StoreException">The database failed, or a value is there that the program never writes. The message is for the user.</exception>
    public abstract T Reading<T>(Func<T> read);

    /// <summary>What an error of the database means to the user.</summary>
    public abstract StoreException Explain(DbException exception);

    /// <summary>Until it is disposed, all that is read is as of one moment. Keeps no writer waiting.</summary>
    public abstract DbTransaction BeginMoment();

    /// <summary>Closes the connection.</summary>
    public void Dispose() => Connection.Dispose();
}
