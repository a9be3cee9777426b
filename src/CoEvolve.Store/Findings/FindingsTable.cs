using System.Globalization;
using CoEvolve.Engines;
using Microsoft.Data.Sqlite;

namespace CoEvolve.Store;

/// <summary>Keeps the verdicts on findings in the results file that they were drawn from; <see cref="ResultsReader.Findings"/> reads them.</summary>
public static class FindingsTable
{
    /// <summary>Replaces all verdicts of a file, in one transaction.</summary>
    /// <param name="path">The results file; no run may be writing it. One of an older format becomes one of the newest.</param>
    /// <param name="checks">In the order in which they are to be read; may be empty.</param>
    /// <exception cref="StoreException">
    /// The file is missing, foreign, newer than this program, locked or written by a run; or a number is NaN or infinite.
    /// The file is as it was.
    /// </exception>
    /// <remarks>Close readers of the file before, or it keeps a -wal and a -shm beside it, as after a run that somebody reads.</remarks>
    public static void Write(string path, IReadOnlyList<StoredCheck> checks)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(checks);
        foreach (StoredCheck check in checks)
            CheckFinite(check);
        path = Path.GetFullPath(path);
        var options = new SqliteStoreOptions();
        using SqliteConnection connection = ResultsFile.OpenExisting(path, SqliteOpenMode.ReadWrite, options.LockTimeout);
        using IDisposable runLock = RunLock.Take(path);
        try
        {
            WriteAheadLog.Enter(connection, options);
            WriteAheadLog.Transaction(connection, () =>
            {
                Formats.Upgrade(connection);
                ResultsFile.Execute(connection, "DELETE FROM finding");
                Insert(connection, checks);
                return checks.Count;
            });
        }
        catch (SqliteException exception)
        {
            throw SqliteErrors.Explain(path, exception);
        }
        finally
        {
            WriteAheadLog.Leave(connection);
        }
    }

    private static void Insert(SqliteConnection connection, IReadOnlyList<StoredCheck> checks)
    {
        using var insert = new RawStatement(connection.Handle!, """
            INSERT INTO finding (position, finding, setting, name, kind, predicted, measured, lower, upper, effect, p_value, level, passed, relation, headline)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """);
        for (int i = 0; i < checks.Count; i++)
        {
            StoredCheck check = checks[i];
            insert.Bind(1, i + 1L);
            insert.Bind(2, check.Finding);
            insert.Bind(3, check.Setting);
            insert.Bind(4, check.Name);
            insert.Bind(5, StatusText.Of(check.Kind));
            insert.Bind(6, check.Predicted);
            insert.Bind(7, check.Measured);
            insert.Bind(8, check.Lower);
            insert.Bind(9, check.Upper);
            insert.Bind(10, check.Effect);
            insert.Bind(11, check.PValue);
            insert.Bind(12, check.Level);
            insert.Bind(13, check.Passed ? 1L : 0);
            insert.Bind(14, check.Relation);
            insert.Bind(15, check.Headline ? 1L : 0);
            insert.Run();
        }
    }

    private static void CheckFinite(StoredCheck check)
    {
        foreach ((string column, double? value) in new[]
        {
            ("predicted", check.Predicted), ("measured", check.Measured), ("lower", check.Lower), ("upper", check.Upper),
            ("effect", check.Effect), ("p_value", check.PValue), ("level", check.Level),
        })
        {
            if (value is { } number && !double.IsFinite(number))
            {
                throw new StoreException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"finding.{column} of {check.Finding}, {check.Name}, is {number}; allowed is a finite number, or NULL where there is "
                    + $"none. No finding was stored. This is an error in the program: please report it."));
            }
        }
    }
}
