using CoEvolve.Engines;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CoEvolve.Store;

/// <summary>One experiment's part of the file, as its one writer sees it. Slices carry ids of the experiment. Not thread-safe.</summary>
internal sealed class SqliteResults : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SliceInserter _rows;
    private readonly RawStatement _begin;
    private readonly RawStatement _commit;
    private readonly RawStatement _advance;
    private readonly RawStatement _keepState;
    private readonly RawStatement _dropState;
    private readonly RawStatement _apply;
    private readonly SqliteStoreOptions _options;
    private readonly IdOffsets _offsets;

    public SqliteResults(SqliteConnection connection, IdOffsets offsets, SqliteStoreOptions options)
    {
        _connection = connection;
        _offsets = offsets;
        _options = options;
        WriteAheadLog.Enter(connection, options);
        sqlite3 database = connection.Handle!;
        raw.sqlite3_busy_timeout(database, (int)options.LockTimeout.TotalMilliseconds);
        _rows = new SliceInserter(database, offsets);
        _begin = new RawStatement(database, "BEGIN IMMEDIATE");
        _commit = new RawStatement(database, "COMMIT");
        _advance = new RawStatement(database, """
            UPDATE ecosystem SET status = ?, generation = ?, error = ?, text_collapse = ?, image_collapse = ?
            WHERE id = ? AND generation = ? AND status IN ('waiting', 'running', 'paused')
            """);
        _keepState = new RawStatement(database, """
            INSERT INTO checkpoint (ecosystem_id, generation, state) VALUES (?, ?, ?)
            ON CONFLICT (ecosystem_id) DO UPDATE SET generation = excluded.generation, state = excluded.state
            """);
        _dropState = new RawStatement(database, "DELETE FROM checkpoint WHERE ecosystem_id = ?");
        _apply = new RawStatement(database, "UPDATE command SET applied_generation = ? WHERE id = ?");
        // The first transaction takes the lock that says the file is in use; without it, another run could replace the file.
        _begin.Run();
        _commit.Run();
    }

    /// <summary>Stores all slices, or none.</summary>
    /// <exception cref="StoreException">An ecosystem does not stand where its slice started.</exception>
    /// <exception cref="SqliteException">SQLite failed.</exception>
    public void Write(List<SliceCommit> slices)
    {
        _begin.Run();
        try
        {
            foreach (SliceCommit slice in slices)
            {
                Advance(slice);
                _rows.Insert(_offsets.Ecosystem + slice.EcosystemId, slice.Rows);
            }

            _options.BeforeTransactionEnds?.Invoke();
            _commit.Run();
        }
        catch
        {
            // After some errors SQLite has rolled back by itself; this then does nothing.
            raw.sqlite3_exec(_connection.Handle!, "ROLLBACK");
            throw;
        }
    }

    /// <summary>As <see cref="CommandRows.Read"/>, for this experiment.</summary>
    public List<(long Ecosystem, PendingCommand Command)> Commands(long after) => CommandRows.Read(_connection, _offsets, after);

    /// <summary>Brings what was written from the operating system's memory to the disk: under WAL a commit alone does not.</summary>
    /// <exception cref="SqliteException">SQLite failed. A reader or another writer in the way is no failure.</exception>
    public void Synchronise()
    {
        int code = raw.sqlite3_wal_checkpoint_v2(_connection.Handle!, "main", raw.SQLITE_CHECKPOINT_PASSIVE, out _, out _);
        if ((code & 0xff) is not (raw.SQLITE_OK or raw.SQLITE_BUSY or raw.SQLITE_LOCKED))
            SqliteException.ThrowExceptionForRC(code, _connection.Handle);
    }

    /// <summary>
    /// Writes down the end of the experiment; if it was the last of the file to end, makes the indexes first. Cost of these:
    /// one sort of each table of rows.
    /// </summary>
    // Indexes serve the whole file, and inserting into tables that have them takes several times as long. So there are none
    // while any experiment still has rows to come, and adding one drops them: experiments that are all added before the
    // first is run cost one sort, not one each.
    public void Finish(DateTimeOffset finishedAt)
    {
        long others = _connection.Number(
            "SELECT count(*) FROM experiment WHERE finished_at IS NULL AND id <> $experiment",
            ("$experiment", _offsets.Experiment));
        if (others == 0)
            ResultsFile.Execute(_connection, EmbeddedSql.Indexes);
        using var finish = new RawStatement(
            _connection.Handle!, "UPDATE experiment SET finished_at = ? WHERE id = ? AND finished_at IS NULL");
        finish.Bind(1, ExperimentTables.Time(finishedAt));
        finish.Bind(2, _offsets.Experiment);
        finish.Run();
    }

    /// <summary>Closes the file, with nothing left beside it unless somebody else still has it open. Never throws.</summary>
    public void Dispose()
    {
        _rows.Dispose();
        _begin.Dispose();
        _commit.Dispose();
        _advance.Dispose();
        _keepState.Dispose();
        _dropState.Dispose();
        _apply.Dispose();
        WriteAheadLog.Leave(_connection);
        _connection.Dispose();
    }

    private void Advance(SliceCommit slice)
    {
        long id = _offsets.Ecosystem + slice.EcosystemId;
        _advance.Bind(1, StatusText.Of(slice.Status));
        _advance.Bind(2, (long)slice.Generation);
        _advance.Bind(3, slice.Error);
        _advance.Bind(4, slice.Collapse.Text);
        _advance.Bind(5, slice.Collapse.Image);
        _advance.Bind(6, id);
        _advance.Bind(7, (long)slice.ExpectedGeneration);
        _advance.Run();
        if (raw.sqlite3_changes(_connection.Handle!) != 1)
            throw Refuse(slice);
        if (slice.Checkpoint is { } state)
        {
            _keepState.Bind(1, id);
            _keepState.Bind(2, (long)slice.Generation);
            _keepState.Bind(3, state);
            _keepState.Run();
        }
        else
        {
            _dropState.Bind(1, id);
            _dropState.Run();
        }

        foreach (AppliedCommand command in slice.Commands)
        {
            _apply.Bind(1, (long)command.Generation);
            _apply.Bind(2, command.Id);
            _apply.Run();
        }
    }

    private StoreException Refuse(SliceCommit slice)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = "SELECT generation, status FROM ecosystem WHERE id = $id";
        command.Parameters.AddWithValue("$id", _offsets.Ecosystem + slice.EcosystemId);
        using SqliteDataReader row = command.ExecuteReader();
        return row.Read()
            ? StaleSlice.Refuse(slice, row.GetInt32(0), row.GetString(1))
            : StaleSlice.Refuse(slice, null, null);
    }
}
