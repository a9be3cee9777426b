using System.Globalization;
using CoEvolve.Engines;
using Microsoft.Data.Sqlite;

namespace CoEvolve.Store;

/// <summary>Writes down what is known of an experiment before it starts, and reads it back.</summary>
internal static class ExperimentTables
{
    /// <summary>The id of the one experiment of a file.</summary>
    public const long ExperimentId = 1;

    /// <summary>Fills the tables of a new file, every ecosystem waiting; the caller keeps the transaction.</summary>
    public static void Write(SqliteConnection connection, ExperimentDefinition experiment)
    {
        WriteExperiment(connection, experiment);
        using (var insert = new RawStatement(connection.Handle!, "INSERT INTO model (id, experiment_id, name, kind) VALUES (?, 1, ?, ?)"))
        {
            for (int i = 0; i < experiment.Models.Count; i++)
            {
                insert.Bind(1, i + 1L);
                insert.Bind(2, experiment.Models[i].Name);
                insert.Bind(3, StatusText.Of(experiment.Models[i].Kind));
                insert.Run();
            }
        }

        using (var insert = new RawStatement(connection.Handle!, "INSERT INTO caption (id, experiment_id, position, word) VALUES (?, 1, ?, ?)"))
        {
            for (int i = 0; i < experiment.Captions.Count; i++)
            {
                insert.Bind(1, i + 1L);
                insert.Bind(2, (long)i);
                insert.Bind(3, experiment.Captions[i]);
                insert.Run();
            }
        }

        using (var insert = new RawStatement(connection.Handle!, "INSERT INTO dataset (sha256, name, bytes) VALUES (?, ?, ?)"))
        {
            foreach (Dataset dataset in experiment.Datasets)
            {
                insert.Bind(1, dataset.Sha256);
                insert.Bind(2, dataset.Name);
                insert.Bind(3, dataset.Bytes);
                insert.Run();
            }
        }

        WriteEcosystems(connection, experiment);
    }

    /// <summary>Reads the experiment; one scan of the ecosystems.</summary>
    public static ExperimentDefinition Read(SqliteConnection connection, out DateTimeOffset? finishedAt)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = """
            SELECT name, scenario, CAST(seed AS TEXT), version, processor, started_at, finished_at, generations, replicates
            FROM experiment WHERE id = 1
            """;
        using SqliteDataReader row = command.ExecuteReader();
        if (!row.Read())
            throw new StoreException($"{connection.DataSource}: it holds no experiment. Start again with --force.");
        finishedAt = row.IsDBNull(6) ? null : Time(row.GetString(6));
        return new ExperimentDefinition(
            Name: row.GetString(0),
            Scenario: row.GetString(1),
            Seed: ulong.Parse(row.GetString(2), CultureInfo.InvariantCulture),
            Version: row.GetString(3),
            Processor: row.GetString(4),
            StartedAt: Time(row.GetString(5)),
            Generations: row.GetInt32(7),
            Points: List(connection, "SELECT point FROM ecosystem WHERE replicate = 1 ORDER BY id", point => point.GetString(0)),
            Replicates: row.GetInt32(8),
            Models: List(
                connection,
                "SELECT name, kind FROM model ORDER BY id",
                model => new ModelDefinition(model.GetString(0), StatusText.Kind(model.GetString(1)))),
            Captions: List(connection, "SELECT word FROM caption ORDER BY position", caption => caption.GetString(0)),
            Datasets: List(
                connection,
                "SELECT name, bytes FROM dataset ORDER BY id",
                dataset => new Dataset(dataset.GetString(0), dataset.GetFieldValue<byte[]>(1))));
    }

    /// <summary>ISO 8601, UTC; reads back to the same instant.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    private static void WriteExperiment(SqliteConnection connection, ExperimentDefinition experiment)
    {
        using var insert = new RawStatement(connection.Handle!, """
            INSERT INTO experiment (id, name, scenario, seed, version, processor, started_at, generations, replicates)
            VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?)
            """);
        insert.Bind(1, experiment.Name);
        insert.Bind(2, experiment.Scenario);
        if (experiment.Seed <= long.MaxValue)
            insert.Bind(3, (long)experiment.Seed);
        else
            insert.Bind(3, experiment.Seed.ToString(CultureInfo.InvariantCulture));
        insert.Bind(4, experiment.Version);
        insert.Bind(5, experiment.Processor);
        insert.Bind(6, Time(experiment.StartedAt));
        insert.Bind(7, (long)experiment.Generations);
        insert.Bind(8, (long)experiment.Replicates);
        insert.Run();
    }

    private static void WriteEcosystems(SqliteConnection connection, ExperimentDefinition experiment)
    {
        using var insert = new RawStatement(connection.Handle!, """
            INSERT INTO ecosystem (id, experiment_id, point_number, point, replicate, status, generation)
            VALUES (?, 1, ?, ?, ?, 'waiting', 0)
            """);
        long id = 0;
        for (int point = 0; point < experiment.Points.Count; point++)
        {
            insert.Bind(2, point + 1L);
            insert.Bind(3, experiment.Points[point]);
            for (int replicate = 1; replicate <= experiment.Replicates; replicate++)
            {
                insert.Bind(1, ++id);
                insert.Bind(4, (long)replicate);
                insert.Run();
            }
        }
    }

    private static List<T> List<T>(SqliteConnection connection, string sql, Func<SqliteDataReader, T> read)
    {
        var list = new List<T>();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        using SqliteDataReader rows = command.ExecuteReader();
        while (rows.Read())
            list.Add(read(rows));
        return list;
    }
}
