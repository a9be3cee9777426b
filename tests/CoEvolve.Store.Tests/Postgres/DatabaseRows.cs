using Npgsql;

namespace CoEvolve.Store.Tests;

/// <summary>Rows of a database that no run wrote.</summary>
internal static class DatabaseRows
{
    private static readonly string[] OfRuns = ["text_metric_row", "image_metric_row", "caption_metric_row", "snapshot_row", "command", "finding"];

    /// <summary>Submits each experiment of a results file to a database, and copies what its run stored, bit for bit.</summary>
    public static void CopyFrom(string file, string address)
    {
        using (var reader = ResultsReader.Open(file))
        {
            foreach (ExperimentEntry entry in reader.Experiments())
                Assert.Equal(entry.Id, PostgresExperiments.Add(StoreAddress.Parse(address), reader.Experiment(entry.Id).Definition));
        }

        using NpgsqlConnection connection = PostgresServer.Connect(StoreAddress.Parse(address));
        foreach (string table in OfRuns)
        {
            List<object?[]> rows = TemporaryFolder.Query(file, $"SELECT * FROM {table}");
            List<string> types = connection.List($"SELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = '{table}'::regclass AND attnum > 0 ORDER BY attnum", row => row.GetString(0));
            using NpgsqlBinaryImporter copy = connection.BeginBinaryImport($"COPY {table} FROM STDIN (FORMAT BINARY)");
            foreach (object?[] row in rows)
            {
                copy.StartRow();
                for (int i = 0; i < row.Length; i++)
                    Write(copy, row[i], types[i]);
            }

            copy.Complete();
        }

        foreach (object?[] row in TemporaryFolder.Query(file, "SELECT status, generation, error, text_collapse, image_collapse, id FROM ecosystem"))
            Update(connection, "UPDATE ecosystem SET status = $1, generation = $2, error = $3, text_collapse = $4, image_collapse = $5 WHERE id = $6", row);
        foreach (object?[] row in TemporaryFolder.Query(file, "SELECT finished_at, id FROM experiment"))
            Update(connection, "UPDATE experiment SET finished_at = $1 WHERE id = $2", row);
    }

    private static void Write(NpgsqlBinaryImporter copy, object? value, string type)
    {
        if (value is null)
            copy.WriteNull();
        else if (type == "integer")
            copy.Write((int)(long)value, type);
        else if (value is long number)
            copy.Write(number, type);
        else if (value is double real)
            copy.Write(real, type);
        else if (value is byte[] bytes)
            copy.Write(bytes, type);
        else
            copy.Write((string)value, type);
    }

    private static void Update(NpgsqlConnection connection, string sql, object?[] values)
    {
        using var command = new NpgsqlCommand(sql, connection);
        foreach (object? value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        command.ExecuteNonQuery();
    }
}
