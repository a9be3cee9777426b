using System.Globalization;
using CoEvolve.Engines;
using Microsoft.Data.Sqlite;

namespace CoEvolve.Store;

/// <summary>Writes down what is known of an experiment before it starts, and reads it back.</summary>
internal static class ExperimentTables
{
    /// <summary>Adds an experiment to a file, every ecosystem waiting; the caller keeps the transaction.</summary>
    /// <returns>The experiment's id.</returns>
    public static long Write(SqliteConnection connection, ExperimentDefinition experiment)
    {
        IdOffsets at = IdOffsets.Next(connection);
        WriteExperiment(connection, at, experiment);
        using (var insert = new RawStatement(connection.Handle!, "INSERT INTO model (id, experiment_id, name, kind) VALUES (?, ?, ?, ?)"))
        {
            for (int i = 0; i < experiment.Models.Count; i++)
            {
                insert.Bind(1, at.Model + i + 1);
                insert.Bind(2, at.Experiment);
                insert.Bind(3, experiment.Models[i].Name);
                insert.Bind(4, StatusText.Of(experiment.Models[i].Kind));
                insert.Run();
            }
        }

        using (var insert = new RawStatement(connection.Handle!, "INSERT INTO caption (id, experiment_id, position, word) VALUES (?, ?, ?, ?)"))
        {
            for (int i = 0; i < experiment.Captions.Count; i++)
            {
                insert.Bind(1, at.Caption + i + 1);
                insert.Bind(2, at.Experiment);
                insert.Bind(3, (long)i);
                insert.Bind(4, experiment.Captions[i]);
                insert.Run();
            }
        }

        using (var insert = new RawStatement(connection.Handle!, "INSERT INTO dataset (id, experiment_id, sha256, name, bytes) VALUES (?, ?, ?, ?, ?)"))
        {
            for (int i = 0; i < experiment.Datasets.Count; i++)
            {
                insert.Bind(1, at.Dataset + i + 1);
                insert.Bind(2, at.Experiment);
                insert.Bind(3, experiment.Datasets[i].Sha256);
                insert.Bind(4, experiment.Datasets[i].Name);
                insert.Bind(5, experiment.Datasets[i].Bytes);
                insert.Run();
            }
        }

        WriteEcosystems(connection, at, experiment);
        return at.Experiment;
    }

    /// <summary>Reads an experiment; one scan of its ecosystems.</summary>
    public static ExperimentDefinition Read(SqliteConnection connection, long experiment, out DateTimeOffset? finishedAt)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = """
            SELECT name, scenario, CAST(seed AS TEXT), version, processor, started_at, finished_at, generations, replicates
            FROM experiment WHERE id = $experiment
            """;
        command.Parameters.AddWithValue("$experiment", experiment);
        using SqliteDataReader row = command.ExecuteReader();
        row.Read();
        finishedAt = row.IsDBNull(6) ? null : Time(row.GetString(6));
        return new ExperimentDefinition(
            Name: row.GetString(0),
            Scenario: row.GetString(1),
            Seed: ulong.Parse(row.GetString(2), CultureInfo.InvariantCulture),
            Version: row.GetString(3),
            Processor: row.GetString(4),
            StartedAt: Time(row.GetString(5)),
            Generations: row.GetInt32(7),
            Points: List(
                connection,
                experiment,
                "SELECT point FROM ecosystem WHERE experiment_id = $experiment AND replicate = 1 ORDER BY id",
                point => point.GetString(0)),
            Replicates: row.GetInt32(8),
            Models: List(
                connection,
                experiment,
                "SELECT name, kind FROM model WHERE experiment_id = $experiment ORDER BY id",
                model => new ModelDefinition(model.GetString(0), StatusText.Kind(model.GetString(1)))),
            Captions: List(
                connection,
                experiment,
                "SELECT word FROM caption WHERE experiment_id = $experiment ORDER BY position",
                caption => caption.GetString(0)),
            Datasets: List(
                connection,
                experiment,
                "SELECT name, bytes FROM dataset WHERE experiment_id = $experiment ORDER BY id",
                dataset => new Dataset(dataset.GetString(0), dataset.GetFieldValue<byte[]>(1))));
    }

    /// <summary>ISO 8601, UTC; reads back to the same instant.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>Reads what <see cref="Time(DateTimeOffset)"/> wrote.</summary>
    public static DateTimeOffset Time(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    private static void WriteExperiment(SqliteConnection connection, IdOffsets at, ExperimentDefinition experiment)
    {
        using var insert = new RawStatement(connection.Handle!, """
            INSERT INTO experiment (id, name, scenario, seed, version, processor, started_at, generations, replicates)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """);
        insert.Bind(1, at.Experiment);
        insert.Bind(2, experiment.Name);
        insert.Bind(3, experiment.Scenario);
        if (experiment.Seed <= long.MaxValue)
            insert.Bind(4, (long)experiment.Seed);
        else
            insert.Bind(4, experiment.Seed.ToString(CultureInfo.InvariantCulture));
        insert.Bind(5, experiment.Version);
        insert.Bind(6, experiment.Processor);
        insert.Bind(7, Time(experiment.StartedAt));
        insert.Bind(8, (long)experiment.Generations);
        insert.Bind(9, (long)experiment.Replicates);
        insert.Run();
    }

    private static void WriteEcosystems(SqliteConnection connection, IdOffsets at, ExperimentDefinition experiment)
    {
        using var insert = new RawStatement(connection.Handle!, """
            INSERT INTO ecosystem (id, experiment_id, point_number, point, replicate, status, generation)
            VALUES (?, ?, ?, ?, ?, 'waiting', 0)
            """);
        insert.Bind(2, at.Experiment);
        long id = at.Ecosystem;
        for (int point = 0; point < experiment.Points.Count; point++)
        {
            insert.Bind(3, point + 1L);
            insert.Bind(4, experiment.Points[point]);
            for (int replicate = 1; replicate <= experiment.Replicates; replicate++)
            {
                insert.Bind(1, ++id);
                insert.Bind(5, (long)replicate);
                insert.Run();
            }
        }
    }

    private static List<T> List<T>(SqliteConnection connection, long experiment, string sql, Func<SqliteDataReader, T> read)
    {
        var list = new List<T>();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$experiment", experiment);
        using SqliteDataReader rows = command.ExecuteReader();
        while (rows.Read())
            list.Add(read(rows));
        return list;
    }
}
