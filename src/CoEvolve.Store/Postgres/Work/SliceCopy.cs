using CoEvolve.Engines;
using Npgsql;

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
                Begin(writer, 9, id, row.Generation, at.Model + 1 + row.Model);
                writer.Write(row.Metrics.GiniSimpson);
                writer.Write(row.Metrics.Entropy);
                writer.Write(row.Metrics.EffectiveCaptions);
                writer.Write(row.Metrics.CaptionsAlive);
                writer.Write(row.Metrics.TotalVariation);
                writer.Write(row.Metrics.ReaderResolution);
            }
        });
        Copy(connection, at, slices, "image_metric_row", slice => slice.Rows.Images.Count, (writer, id, slice) =>
        {
            foreach (ImageMetricRow row in slice.Rows.Images)
            {
                Begin(writer, 10, id, row.Generation, at.Model + 1 + row.Model);
                writer.Write(row.Metrics.Diversity);
                writer.Write(row.Metrics.FidelityError);
                writer.Write(row.Metrics.LogDet);
                writer.Write(row.Metrics.WithinVariance);
                writer.Write(row.Metrics.BetweenVariance);
                writer.Write(row.Metrics.FrechetDistance);
                writer.Write(row.Metrics.MatthewIndex);
            }
        });
        Copy(connection, at, slices, "caption_metric_row", slice => slice.Rows.Captions.Count, (writer, id, slice) =>
        {
            foreach (CaptionMetricRow row in slice.Rows.Captions)
            {
                Begin(writer, 8, id, row.Generation, at.Model + 1 + row.Model);
                writer.Write((int)(at.Caption + 1 + row.Caption));
                writer.Write(row.Metrics.Share);
                writer.Write(row.Metrics.Diversity);
                writer.Write(row.Metrics.LogDet);
                writer.Write(row.Metrics.FidelityError);
            }
        });
        Copy(connection, at, slices, "snapshot_row", slice => slice.Rows.Snapshots.Count, (writer, id, slice) =>
        {
            foreach (SnapshotRow row in slice.Rows.Snapshots)
            {
                Begin(writer, 5, id, row.Generation, at.Model + 1 + row.Model);
                writer.Write(row.FormatVersion);
                writer.Write(row.Parameters);
            }
        });
    }

    private static void Copy(
        NpgsqlConnection connection, IdOffsets at, IReadOnlyList<SliceCommit> slices, string table, Func<SliceCommit, int> count, Action<BinaryCopy, long, SliceCommit> write)
    {
        if (slices.All(slice => count(slice) == 0))
            return;
        using var writer = new BinaryCopy(connection, PostgresPartitions.Name(table, at.Experiment));
        foreach (SliceCommit slice in slices)
            write(writer, at.Ecosystem + slice.EcosystemId, slice);
        writer.Complete();
    }

    private static void Begin(BinaryCopy writer, short columns, long ecosystem, int generation, long model)
    {
        writer.StartRow(columns);
        writer.Write(ecosystem);
        writer.Write(generation);
        writer.Write((int)model);
    }
}
