using CoEvolve.Engines;
using Npgsql;
using NpgsqlTypes;

namespace CoEvolve.Store;

/// <summary>Copies the rows of slices into an experiment's partitions, in PostgreSQL's binary form.</summary>
internal static class SliceCopy
{
    /// <summary>Copies all rows, within the connection's transaction.</summary>
    public static void Write(NpgsqlConnection connection, IdOffsets at, IReadOnlyList<SliceCommit> slices)
    {
        Copy(connection, at, slices, "text_metric_row", slice => slice.Rows.Texts.Count, (writer, id, slice) =>
        {
            foreach (TextMetricRow row in slice.Rows.Texts)
            {
                Begin(writer, id, row.Generation, at.Model + 1 + row.Model);
                Write(writer, row.Metrics.GiniSimpson);
                Write(writer, row.Metrics.Entropy);
                Write(writer, row.Metrics.EffectiveCaptions);
                writer.Write(row.Metrics.CaptionsAlive, NpgsqlDbType.Integer);
                Write(writer, row.Metrics.TotalVariation);
                Write(writer, row.Metrics.ReaderResolution);
            }
        });
        Copy(connection, at, slices, "image_metric_row", slice => slice.Rows.Images.Count, (writer, id, slice) =>
        {
            foreach (ImageMetricRow row in slice.Rows.Images)
            {
                Begin(writer, id, row.Generation, at.Model + 1 + row.Model);
                Write(writer, row.Metrics.Diversity);
                Write(writer, row.Metrics.FidelityError);
                Write(writer, row.Metrics.LogDet);
                Write(writer, row.Metrics.WithinVariance);
                Write(writer, row.Metrics.BetweenVariance);
                Write(writer, row.Metrics.FrechetDistance);
                Write(writer, row.Metrics.MatthewIndex);
            }
        });
        Copy(connection, at, slices, "caption_metric_row", slice => slice.Rows.Captions.Count, (writer, id, slice) =>
        {
            foreach (CaptionMetricRow row in slice.Rows.Captions)
            {
                Begin(writer, id, row.Generation, at.Model + 1 + row.Model);
                writer.Write((int)(at.Caption + 1 + row.Caption), NpgsqlDbType.Integer);
                Write(writer, row.Metrics.Share);
                Write(writer, row.Metrics.Diversity);
                Write(writer, row.Metrics.LogDet);
                Write(writer, row.Metrics.FidelityError);
            }
        });
        Copy(connection, at, slices, "snapshot_row", slice => slice.Rows.Snapshots.Count, (writer, id, slice) =>
        {
            foreach (SnapshotRow row in slice.Rows.Snapshots)
            {
                Begin(writer, id, row.Generation, at.Model + 1 + row.Model);
                writer.Write(row.FormatVersion, NpgsqlDbType.Integer);
                writer.Write(row.Parameters, NpgsqlDbType.Bytea);
            }
        });
    }

    private static void Copy(
        NpgsqlConnection connection, IdOffsets at, IReadOnlyList<SliceCommit> slices, string table, Func<SliceCommit, int> count, Action<NpgsqlBinaryImporter, long, SliceCommit> write)
    {
        if (slices.All(slice => count(slice) == 0))
            return;
        using NpgsqlBinaryImporter writer = connection.BeginBinaryImport($"COPY {PostgresPartitions.Name(table, at.Experiment)} FROM STDIN (FORMAT BINARY)");
        foreach (SliceCommit slice in slices)
            write(writer, at.Ecosystem + slice.EcosystemId, slice);
        writer.Complete();
    }

    private static void Begin(NpgsqlBinaryImporter writer, long ecosystem, int generation, long model)
    {
        writer.StartRow();
        writer.Write(ecosystem, NpgsqlDbType.Bigint);
        writer.Write(generation, NpgsqlDbType.Integer);
        writer.Write((int)model, NpgsqlDbType.Integer);
    }

    private static void Write(NpgsqlBinaryImporter writer, double value) => writer.Write(value, NpgsqlDbType.Double);

    private static void Write(NpgsqlBinaryImporter writer, double? value)
    {
        if (value is { } number)
            writer.Write(number, NpgsqlDbType.Double);
        else
            writer.WriteNull();
    }
}
