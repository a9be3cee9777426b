using System.Data.Common;
using CoEvolve.Engines;
using Microsoft.Data.Sqlite;

namespace CoEvolve.Store;

/// <summary>A results file.</summary>
internal sealed class SqliteResultsDatabase(string path, SqliteConnection connection) : ResultsDatabase(path, connection)
{
    public override string RemedyWithoutExperiment => "Start again with --force";

    public override IWorkTables Work => NoWorkTables.Instance;

    public override T Reading<T>(Func<T> read) => SqliteErrors.Reading(Name, read);

    public override StoreException Explain(DbException exception) => SqliteErrors.Explain(Name, exception);

    public override DbTransaction BeginMoment() => connection.BeginTransaction(deferred: true);
}
