using System.Data.Common;
using System.Globalization;
using CoEvolve.Engines;

namespace CoEvolve.Store;

/// <summary>Writes the tables of a store as text files, for programs that read neither SQLite nor PostgreSQL.</summary>
public static class ResultsExport
{
    private const string OfExperiment = "experiment_id = @experiment";
    private const string OfEcosystems = "ecosystem_id > @offset AND ecosystem_id <= @last";

    // Rows in order of their keys, so that equal results give equal bytes, whatever order they were stored in.
    private static readonly (string Table, string Rows, string Key)[] Tables =
    [
        ("experiment", "id = @experiment", "id"),
        ("ecosystem", OfExperiment, "id"),
        ("text_metric", OfEcosystems, "ecosystem_id, generation, model"),
        ("image_metric", OfEcosystems, "ecosystem_id, generation, model"),
        ("caption_metric", OfEcosystems, "ecosystem_id, generation, model, position"),
        ("snapshot", OfEcosystems, "ecosystem_id, generation, model"),
        ("command", OfEcosystems, "ecosystem_id, id"),
        ("dataset", OfExperiment, "name, sha256"),
        ("finding", "TRUE", "position"),
    ];

    /// <summary>
    /// Writes one file a table, with the rows of one experiment. Its number there is 1 and its ecosystems are numbered from
    /// 1, wherever it stands in the store: two runs of one scenario give the same bytes, but for the times in the table
    /// experiment. Findings are those of the whole store.
    /// </summary>
    /// <param name="store">A results file or the address of a database, as <see cref="StoreAddress"/> has them; a run may be writing it. All tables are read as of one moment.</param>
    /// <param name="experiment">Number of the experiment in the store; null for the only one.</param>
    /// <param name="format">Form of the files; their names are the table's with .csv or .jsonl.</param>
    /// <param name="folder">Where to; made if it is not there.</param>
    /// <param name="overwrite">Whether files that are there already are replaced.</param>
    /// <returns>Path and number of rows of each file.</returns>
    /// <exception cref="StoreException">The store cannot be read, the experiment is not there, none of several is named, or a file cannot be written.</exception>
    /// <remarks>
    /// About four seconds for a million rows. Memory does not depend on the number of rows if all experiments of the store
    /// are finished.
    /// </remarks>
    public static IReadOnlyList<(string File, long Rows)> Write(string store, long? experiment, ExportFormat format, string folder, bool overwrite)
    {
        ArgumentException.ThrowIfNullOrEmpty(store);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        using var database = ResultsDatabase.Open(store);
        try
        {
            IdOffsets offsets = database.Reading(() => IdOffsets.Of(database.Connection, ExperimentChoice.Of(database, experiment)));
            string[] files = [.. Tables.Select(t => Path.Combine(folder, t.Table + (format == ExportFormat.Csv ? ".csv" : ".jsonl")))];
            Prepare(folder, files, overwrite);
            using DbTransaction moment = database.BeginMoment();
            return [.. Tables.Zip(files, (table, file) => (file, WriteTable(database.Connection, table, offsets, format, file)))];
        }
        catch (DbException exception)
        {
            throw database.Explain(exception);
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
    private static long WriteTable(
        DbConnection connection, (string Name, string Rows, string Key) table, IdOffsets offsets, ExportFormat format, string file)
    {
        string partial = file + ".partial";
        long rows = 0;
        using (IRowWriter writer = Open(format, partial))
        using (DbCommand command = connection.Command(
            $"SELECT * FROM {table.Name} WHERE {table.Rows} ORDER BY {table.Key}",
            ("@experiment", offsets.Experiment),
            ("@offset", offsets.Ecosystem),
            ("@last", offsets.LastEcosystem)))
        using (DbDataReader reader = command.ExecuteReader())
        {
            string[] columns = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
            long[] shifts = [.. columns.Select(column => Shift(table.Name, column, offsets))];
            writer.Begin(columns);
            var values = new object?[reader.FieldCount];
            while (reader.Read())
            {
                for (int i = 0; i < values.Length; i++)
                {
                    object? value = reader.IsDBNull(i) ? null : Stored(reader.GetValue(i));
                    values[i] = shifts[i] != 0 && value is long id ? id - shifts[i] : value;
                }

                writer.Write(values);
                rows++;
            }
        }

        File.Move(partial, file, overwrite: true);
        return rows;
    }

    // As SQLite has it, which knows one kind of integer, of 64 bits; a seed beyond these is its digits.
    private static object Stored(object value) => value switch
    {
        int number => (long)number,
        decimal number => number <= long.MaxValue ? (long)number : number.ToString(CultureInfo.InvariantCulture),
        _ => value,
    };

    // What an id in the store is above the id in an export.
    private static long Shift(string table, string column, IdOffsets offsets) => (table, column) switch
    {
        ("experiment", "id") or (_, "experiment_id") => offsets.Experiment - 1,
        ("ecosystem", "id") or (_, "ecosystem_id") => offsets.Ecosystem,
        ("dataset", "id") => offsets.Dataset,
        _ => 0,
    };

    private static IRowWriter Open(ExportFormat format, string file)
    {
        FileStream stream = File.Create(file);
        return format == ExportFormat.Csv ? new CsvRowWriter(stream) : new JsonRowWriter(stream);
    }
}
