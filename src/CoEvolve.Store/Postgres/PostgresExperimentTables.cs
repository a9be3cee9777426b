using CoEvolve.Engines;
using Npgsql;
using NpgsqlTypes;

namespace CoEvolve.Store;

/// <summary>Writes down in a database what is known of an experiment before it starts; <see cref="ExperimentTables"/> reads it.</summary>
internal static class PostgresExperimentTables
{
    /// <summary>Adds an experiment, every ecosystem waiting, within the caller's transaction, which keeps others from adding one.</summary>
    /// <returns>Where its rows stand.</returns>
    public static IdOffsets Write(NpgsqlConnection connection, ExperimentDefinition experiment)
    {
        var next = IdOffsets.Next(connection);
        IdOffsets at = next with { LastEcosystem = next.Ecosystem + experiment.Ecosystems };
        Copy(connection, "experiment (id, name, scenario, seed, version, processor, started_at, generations, replicates)", rows =>
        {
            rows.StartRow();
            rows.Write(at.Experiment, NpgsqlDbType.Bigint);
            Write(rows, experiment.Name);
            Write(rows, experiment.Scenario);
            rows.Write((decimal)experiment.Seed, NpgsqlDbType.Numeric);
            Write(rows, experiment.Version);
            Write(rows, experiment.Processor);
            Write(rows, ExperimentTables.Time(experiment.StartedAt));
            rows.Write(experiment.Generations, NpgsqlDbType.Integer);
            rows.Write(experiment.Replicates, NpgsqlDbType.Integer);
        });
        Copy(connection, "model (id, experiment_id, name, kind)", rows =>
        {
            for (int i = 0; i < experiment.Models.Count; i++)
            {
                Begin(rows, at.Model + i + 1, at.Experiment);
                Write(rows, experiment.Models[i].Name);
                Write(rows, StatusText.Of(experiment.Models[i].Kind));
            }
        });
        Copy(connection, "caption (id, experiment_id, position, word)", rows =>
        {
            for (int i = 0; i < experiment.Captions.Count; i++)
            {
                Begin(rows, at.Caption + i + 1, at.Experiment);
                rows.Write(i, NpgsqlDbType.Integer);
                Write(rows, experiment.Captions[i]);
            }
        });
        Copy(connection, "dataset (id, experiment_id, sha256, name, bytes)", rows =>
        {
            for (int i = 0; i < experiment.Datasets.Count; i++)
            {
                Begin(rows, at.Dataset + i + 1, at.Experiment);
                Write(rows, experiment.Datasets[i].Sha256);
                Write(rows, experiment.Datasets[i].Name);
                rows.Write(experiment.Datasets[i].Bytes, NpgsqlDbType.Bytea);
            }
        });
        Copy(connection, "ecosystem (id, experiment_id, point_number, point, replicate, status, generation)", rows => WriteEcosystems(rows, at, experiment));
        return at;
    }

    private static void WriteEcosystems(NpgsqlBinaryImporter rows, IdOffsets at, ExperimentDefinition experiment)
    {
        long id = at.Ecosystem;
        string waiting = StatusText.Of(EcosystemStatus.Waiting);
        for (int point = 0; point < experiment.Points.Count; point++)
        {
            string? values = PostgresText.Of(experiment.Points[point]);
            for (int replicate = 1; replicate <= experiment.Replicates; replicate++)
            {
                Begin(rows, ++id, at.Experiment);
                rows.Write(point + 1, NpgsqlDbType.Integer);
                rows.Write(values, NpgsqlDbType.Text);
                rows.Write(replicate, NpgsqlDbType.Integer);
                rows.Write(waiting, NpgsqlDbType.Text);
                rows.Write(0, NpgsqlDbType.Integer);
            }
        }
    }

    private static void Begin(NpgsqlBinaryImporter rows, long id, long experiment)
    {
        rows.StartRow();
        rows.Write(id, NpgsqlDbType.Bigint);
        rows.Write(experiment, NpgsqlDbType.Bigint);
    }

    private static void Write(NpgsqlBinaryImporter rows, string? text) => rows.Write(PostgresText.Of(text), NpgsqlDbType.Text);

    private static void Copy(NpgsqlConnection connection, string columns, Action<NpgsqlBinaryImporter> write)
    {
        using NpgsqlBinaryImporter rows = connection.BeginBinaryImport($"COPY {columns} FROM STDIN (FORMAT BINARY)");
        write(rows);
        rows.Complete();
    }
}
