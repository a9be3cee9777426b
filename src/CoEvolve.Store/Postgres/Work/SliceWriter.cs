using CoEvolve.Engines;
using Npgsql;
using NpgsqlTypes;

namespace CoEvolve.Store;

/// <summary>Writes slices, within the connection's transaction: where their ecosystems stand now, checkpoints, and rows.</summary>
internal static class SliceWriter
{
    private const string Advance = """
        UPDATE ecosystem e SET status = u.status, generation = u.generation, error = u.error, text_collapse = u.text_collapse, image_collapse = u.image_collapse
        FROM unnest($1, $2, $3, $4, $5, $6, $7) AS u (id, expected, generation, status, error, text_collapse, image_collapse)
        WHERE e.id = u.id AND e.generation = u.expected AND e.status IN ('waiting', 'running', 'paused')
        """;

    private const string KeepStates = """
        INSERT INTO checkpoint (ecosystem_id, generation, state) SELECT * FROM unnest($1, $2, $3)
        ON CONFLICT (ecosystem_id) DO UPDATE SET generation = excluded.generation, state = excluded.state
        """;

    /// <summary>Writes slices of one experiment.</summary>
    /// <param name="connection">Holds the claim.</param>
    /// <param name="experiment">Theirs.</param>
    /// <param name="slices">At least one; ids are those within the experiment.</param>
    /// <param name="more">Statements that go along with them.</param>
    /// <exception cref="StoreException">An ecosystem does not stand where its slice started.</exception>
    public static void Write(NpgsqlConnection connection, OpenExperiment experiment, IReadOnlyList<SliceCommit> slices, params ReadOnlySpan<NpgsqlBatchCommand> more)
    {
        using (var batch = new NpgsqlBatch(connection))
        {
            batch.BatchCommands.Add(AdvanceAll(experiment, slices));
            SliceCommit[] underWay = [.. slices.Where(slice => slice.Checkpoint is not null)];
            if (underWay.Length > 0)
                batch.BatchCommands.Add(Command(KeepStates, Ids(experiment, underWay), underWay.Select(slice => slice.Generation).ToArray(), underWay.Select(slice => slice.Checkpoint!).ToArray()));
            SliceCommit[] done = [.. slices.Where(slice => slice.Checkpoint is null && slice.ExpectedGeneration > 0)];
            if (done.Length > 0)
                batch.BatchCommands.Add(Command("DELETE FROM checkpoint WHERE ecosystem_id = ANY ($1)", [Ids(experiment, done)]));
            foreach (NpgsqlBatchCommand command in PendingCommands.Applied(experiment, slices))
                batch.BatchCommands.Add(command);
            foreach (NpgsqlBatchCommand command in more)
                batch.BatchCommands.Add(command);
            batch.ExecuteNonQuery();
            if (batch.BatchCommands[0].RecordsAffected != slices.Count)
                throw Refuse(connection, experiment, slices);
        }

        SliceCopy.Write(connection, experiment.Offsets, slices);
    }

    /// <summary>A statement with values for $1, $2, …</summary>
    public static NpgsqlBatchCommand Command(string sql, params ReadOnlySpan<object> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (object value in values)
            command.Parameters.Add(value as NpgsqlParameter ?? new NpgsqlParameter { Value = value });
        return command;
    }

    private static NpgsqlBatchCommand AdvanceAll(OpenExperiment experiment, IReadOnlyList<SliceCommit> slices) => Command(
        Advance,
        Ids(experiment, slices),
        slices.Select(slice => slice.ExpectedGeneration).ToArray(),
        slices.Select(slice => slice.Generation).ToArray(),
        slices.Select(slice => StatusText.Of(slice.Status)).ToArray(),
        new NpgsqlParameter { Value = slices.Select(slice => PostgresText.Of(slice.Error)).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
        new NpgsqlParameter { Value = slices.Select(slice => slice.Collapse.Text).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer },
        new NpgsqlParameter { Value = slices.Select(slice => slice.Collapse.Image).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer });

    private static long[] Ids(OpenExperiment experiment, IEnumerable<SliceCommit> slices) =>
        [.. slices.Select(slice => experiment.Offsets.Ecosystem + slice.EcosystemId)];

    private static StoreException Refuse(NpgsqlConnection connection, OpenExperiment experiment, IReadOnlyList<SliceCommit> slices)
    {
        // Within the transaction those that could be advanced were, and stand at their new generation.
        foreach (SliceCommit slice in slices)
        {
            using var command = new NpgsqlCommand("SELECT generation, status FROM ecosystem WHERE id = $1", connection) { Parameters = { new() { Value = experiment.Offsets.Ecosystem + slice.EcosystemId } } };
            using NpgsqlDataReader row = command.ExecuteReader();
            if (!row.Read())
                return StaleSlice.Refuse(slice, null, null);
            if (row.GetInt32(0) != slice.Generation || row.GetString(1) != StatusText.Of(slice.Status))
                return StaleSlice.Refuse(slice, row.GetInt32(0), row.GetString(1));
        }

        return StaleSlice.Refuse(slices[0], slices[0].Generation, null);
    }
}
