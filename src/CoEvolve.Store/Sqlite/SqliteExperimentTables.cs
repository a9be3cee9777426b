using System.Globalization;
using CoEvolve.Engines;
using Microsoft.Data.Sqlite;

namespace CoEvolve.Store;

/// <summary>Writes down in a file what is known of an experiment before it starts; <see cref="ExperimentTables"/> reads it.</summary>
internal static class SqliteExperimentTables
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
        insert.Bind(7, ExperimentTables.Time(experiment.StartedAt));
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
}
