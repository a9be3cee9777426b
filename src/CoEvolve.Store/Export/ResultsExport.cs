using CoEvolve.Engines;
using Microsoft.Data.Sqlite;

namespace CoEvolve.Store;

/// <summary>Writes the tables of a results file as text files, for programs that do not read SQLite.</summary>
public static class ResultsExport
{
    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(10);

    // Rows in order of their keys, so that equal results give equal bytes, whatever order they were stored in.
    private static readonly (string Table, string Key)[] Tables =
    [
        ("experiment", "id"),
        ("ecosystem", "id"),
        ("text_metric", "ecosystem_id, generation, model"),
        ("image_metric", "ecosystem_id, generation, model"),
        ("caption_metric", "ecosystem_id, generation, model, position"),
        ("snapshot", "ecosystem_id, generation, model"),
        ("command", "id"),
        ("dataset", "name, sha256"),
    ];

    /// <summary>Writes one file a table.</summary>
    /// <param name="store">The results file; a run may be writing it. All tables are read as of one moment.</param>
    /// <param name="experiment">Which experiment, or null for the only one.</param>
    /// <param name="format">Form of the files; their names are the table's with .csv or .jsonl.</param>
    /// <param name="folder">Where to; made if it is not there.</param>
    /// <param name="overwrite">Whether files that are there already are replaced.</param>
    /// <returns>Path and number of rows of each file.</returns>
    /// <exception cref="StoreException">The store cannot be read, the experiment is not there, or a file cannot be written.</exception>
    /// <remarks>About four seconds for a million rows. Memory does not depend on the number of rows of a finished run.</remarks>
    public static IReadOnlyList<(string File, long Rows)> Write(string store, long? experiment, ExportFormat format, string folder, bool overwrite)
    {
        ArgumentException.ThrowIfNullOrEmpty(store);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        string path = Path.GetFullPath(store);
        using SqliteConnection connection = ResultsFile.OpenExisting(path, SqliteOpenMode.ReadOnly, LockTimeout);
        if (experiment is not (null or ExperimentTables.ExperimentId))
            throw new StoreException($"{store}: it has no experiment {experiment}; it has experiment {ExperimentTables.ExperimentId}. Leave --experiment out.");
        try
        {
            string[] files = [.. Tables.Select(t => Path.Combine(folder, t.Table + (format == ExportFormat.Csv ? ".csv" : ".jsonl")))];
            Prepare(folder, files, overwrite);
            using SqliteTransaction moment = connection.BeginTransaction(deferred: true);
            return [.. Tables.Zip(files, (table, file) => (file, WriteTable(connection, moment, table.Table, table.Key, format, file)))];
        }
        catch (SqliteException exception)
        {
            throw SqliteErrors.Explain(path, exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new StoreException($"{folder}: the export cannot be written ({exception.Message}). Choose another --out.", exception);
        }
    }

    private static void Prepare(string folder, string[] files, bool overwrite)
    {
        if (File.Exists(folder))
            throw new StoreException($"{folder}: this is a file; the export needs a folder. Choose another --out.");
        Directory.CreateDirectory(folder);
        if (!overwrite && files.FirstOrDefault(File.Exists) is string existing)
            throw new StoreException($"{existing}: it exists. Give --force to replace it, or another --out to keep it.");
    }

    // Under another name until it is whole: a file with the table's name is never half a table.
    private static long WriteTable(SqliteConnection connection, SqliteTransaction moment, string table, string key, ExportFormat format, string file)
    {
        string partial = file + ".partial";
        long rows = 0;
        using (SqliteCommand command = connection.CreateCommand())
        using (IRowWriter writer = Open(format, partial))
        {
            command.Transaction = moment;
            command.CommandText = $"SELECT * FROM {table} ORDER BY {key}";
            using SqliteDataReader reader = command.ExecuteReader();
            writer.Begin([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)]);
            var values = new object?[reader.FieldCount];
            while (reader.Read())
            {
                for (int i = 0; i < values.Length; i++)
                    values[i] = reader.IsDBNull(i) ? null : reader.GetValue(i);
                writer.Write(values);
                rows++;
            }
        }

        File.Move(partial, file, overwrite: true);
        return rows;
    }

    private static IRowWriter Open(ExportFormat format, string file)
    {
        FileStream stream = File.Create(file);
        return format == ExportFormat.Csv ? new CsvRowWriter(stream) : new JsonRowWriter(stream);
    }
}
