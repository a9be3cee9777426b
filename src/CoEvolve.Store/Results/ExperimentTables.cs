using System.Data.Common;
using System.Globalization;
using CoEvolve.Engines;

namespace CoEvolve.Store;

/// <summary>Reads what is known of an experiment, which the store wrote down before it started.</summary>
internal static class ExperimentTables
{
    /// <summary>Reads an experiment; one scan of its ecosystems.</summary>
    /// <exception cref="InvalidOperationException">It is not there.</exception>
    public static ExperimentDefinition Read(DbConnection connection, long experiment, out DateTimeOffset? finishedAt)
    {
        (ExperimentDefinition bare, finishedAt) = connection.List(
            """
            SELECT name, scenario, CAST(seed AS TEXT), version, processor, started_at, finished_at, generations, replicates
            FROM experiment WHERE id = @experiment
            """,
            Bare,
            ("@experiment", experiment)).Single();
        return bare with
        {
            Points = List(
                "SELECT point FROM ecosystem WHERE experiment_id = @experiment AND replicate = 1 ORDER BY id",
                point => point.GetString(0)),
            Models = List(
                "SELECT name, kind FROM model WHERE experiment_id = @experiment ORDER BY id",
                model => new ModelDefinition(model.GetString(0), StatusText.Kind(model.GetString(1)))),
            Captions = List(
                "SELECT word FROM caption WHERE experiment_id = @experiment ORDER BY position",
                caption => caption.GetString(0)),
            Datasets = List(
                "SELECT name, bytes FROM dataset WHERE experiment_id = @experiment ORDER BY id",
                dataset => new Dataset(dataset.GetString(0), dataset.GetFieldValue<byte[]>(1))),
        };

        List<T> List<T>(string sql, Func<DbDataReader, T> read) => connection.List(sql, read, ("@experiment", experiment));
    }

    /// <summary>ISO 8601, UTC; reads back to the same instant.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>Reads what <see cref="Time(DateTimeOffset)"/> wrote.</summary>
    public static DateTimeOffset Time(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    private static (ExperimentDefinition Definition, DateTimeOffset? FinishedAt) Bare(DbDataReader row)
    {
        var definition = new ExperimentDefinition(
            Name: row.GetString(0),
            Scenario: row.GetString(1),
            Seed: ulong.Parse(row.GetString(2), CultureInfo.InvariantCulture),
            Version: row.GetString(3),
            Processor: row.GetString(4),
            StartedAt: Time(row.GetString(5)),
            Generations: row.GetInt32(7),
            Points: [],
            Replicates: row.GetInt32(8),
            Models: [],
            Captions: [],
            Datasets: []);
        return (definition, row.IsDBNull(6) ? null : Time(row.GetString(6)));
    }
}
