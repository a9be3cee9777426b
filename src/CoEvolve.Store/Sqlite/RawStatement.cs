using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CoEvolve.Store;

/// <summary>
/// A prepared statement that is bound by index, run and reset, and allocates nothing a row: about 2.5 times as fast as a
/// prepared <see cref="SqliteCommand"/>. Bindings outlive <see cref="Run"/>, so what stays the same from row to row is
/// bound once. Not thread-safe.
/// </summary>
internal sealed class RawStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    public RawStatement(sqlite3 database, string sql)
    {
        _database = database;
        Check(raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
    }

    public void Bind(int index, long value) => Check(raw.sqlite3_bind_int64(_statement, index, value));

    public void Bind(int index, double value) => Check(raw.sqlite3_bind_double(_statement, index, value));

    public void Bind(int index, int? value)
    {
        if (value is { } number)
            Bind(index, (long)number);
        else
            BindNull(index);
    }

    public void Bind(int index, double? value)
    {
        if (value is { } number)
            Bind(index, number);
        else
            BindNull(index);
    }

    public void Bind(int index, string? value)
    {
        if (value is null)
            BindNull(index);
        else
            Check(raw.sqlite3_bind_text(_statement, index, value));
    }

    public void Bind(int index, byte[] value) => Check(value.Length == 0
        ? raw.sqlite3_bind_zeroblob(_statement, index, 0)
        : raw.sqlite3_bind_blob(_statement, index, value));

    /// <summary>Runs the statement, which must not return rows, and makes it ready for the next run.</summary>
    /// <exception cref="SqliteException">SQLite refused; the statement is ready again all the same.</exception>
    public void Run()
    {
        int code = raw.sqlite3_step(_statement);
        if (code != raw.SQLITE_DONE)
            ThrowAfterReset(code);
        Check(raw.sqlite3_reset(_statement));
    }

    public void Dispose() => _statement.Dispose();

    private void BindNull(int index) => Check(raw.sqlite3_bind_null(_statement, index));

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
            SqliteException.ThrowExceptionForRC(code, _database);
    }

    private void ThrowAfterReset(int code)
    {
        // The message belongs to the connection: it has to be read before the reset.
        string message = raw.sqlite3_errmsg(_database).utf8_to_string();
        raw.sqlite3_reset(_statement);
        throw new SqliteException(message, code & 0xff, raw.sqlite3_extended_errcode(_database));
    }
}
