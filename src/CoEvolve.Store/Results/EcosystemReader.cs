using System.Data.Common;
using CoEvolve.Core;
using CoEvolve.Engines;

namespace CoEvolve.Store;

/// <summary>Reads where the ecosystems of an experiment stand. Ids are those within it. Not thread-safe.</summary>
/// <remarks>A store that was changed by hand makes it throw one of the exceptions that <see cref="ResultsDatabase.Reading"/> explains.</remarks>
internal sealed class EcosystemReader(DbConnection connection, IdOffsets offsets)
{
    private const string Columns = "id, point_number, point, replicate, status, generation, error";

    /// <summary>The first ecosystems, or the first of one status. One scan of the experiment's ecosystems.</summary>
    public EcosystemList List(EcosystemStatus? status, int most)
    {
        string chosen = "FROM ecosystem WHERE id > @offset AND id <= @last" + (status is null ? "" : " AND status = @status");
        List<(string Name, object Value)> parameters = [("@offset", offsets.Ecosystem), ("@last", offsets.LastEcosystem)];
        if (status is { } one)
            parameters.Add(("@status", StatusText.Of(one)));
        int all = connection.List($"SELECT count(*) {chosen}", row => row.GetInt32(0), [.. parameters]).Single();
        List<EcosystemEntry> entries = connection.List($"SELECT {Columns} {chosen} ORDER BY id LIMIT @most", Entry, [.. parameters, ("@most", most)]);
        return new EcosystemList(offsets.Experiment, entries, all - entries.Count);
    }

    /// <summary>
    /// One ecosystem; null if the experiment has none of that id. Scans the rows of the models while the store has no
    /// indexes on them.
    /// </summary>
    public EcosystemDetails? Details(long ecosystem)
    {
        if (ecosystem < 1 || ecosystem > offsets.LastEcosystem - offsets.Ecosystem)
            return null;
        (string, object) id = ("@ecosystem", offsets.Ecosystem + ecosystem), experiment = ("@experiment", offsets.Experiment);
        (string name, int generations) = connection.List(
            "SELECT name, generations FROM experiment WHERE id = @experiment", row => (row.GetString(0), row.GetInt32(1)), experiment).Single();
        return connection.List(
            $"SELECT {Columns}, text_collapse, image_collapse FROM ecosystem WHERE id = @ecosystem",
            row => new EcosystemDetails(
                offsets.Experiment,
                name,
                Entry(row),
                PointValues.GenerationsOf(row.GetString(2), generations),
                row.Int32OrNull(7),
                row.Int32OrNull(8),
                [],
                [],
                [],
                []),
            id).FirstOrDefault() is { } found
            ? found with { Texts = Texts(id, experiment), Images = Images(id, experiment), Snapshots = Snapshots(id), Commands = Commands(id) }
            : null;
    }

    private EcosystemEntry Entry(DbDataReader row) => new(
        row.GetInt64(0) - offsets.Ecosystem,
        row.GetInt32(1),
        PointValues.Checked(row.GetString(2)),
        row.GetInt32(3),
        StatusText.Status(row.GetString(4)),
        row.GetInt32(5),
        row.StringOrNull(6));

    private List<TextEntry> Texts((string, object) id, (string, object) experiment) => Latest(
        "text_metric_row",
        ModelKind.Text,
        "gini_simpson, entropy, effective_captions, captions_alive, total_variation, reader_resolution",
        row => new TextEntry(row.GetString(0), row.GetInt32(1), new TextMetrics(
            row.GetDouble(2), row.GetDouble(3), row.GetDouble(4), row.GetInt32(5), row.GetDouble(6), row.DoubleOrNull(7))),
        id,
        experiment);

    private List<ImageEntry> Images((string, object) id, (string, object) experiment) => Latest(
        "image_metric_row",
        ModelKind.Image,
        "diversity, fidelity_error, log_det, within_variance, between_variance, frechet_distance, matthew_index",
        row => new ImageEntry(row.GetString(0), row.GetInt32(1), new ImageMetrics(
            row.GetDouble(2), row.GetDouble(3), row.DoubleOrNull(4), row.GetDouble(5), row.GetDouble(6), row.GetDouble(7), row.DoubleOrNull(8))),
        id,
        experiment);

    // A generation is recorded for all models or for none. So the last rows, as many as there are models of the kind, are
    // the latest of each: one step in the index, or one scan without it.
    private List<T> Latest<T>(string table, ModelKind kind, string columns, Func<DbDataReader, T> read, (string, object) id, (string, object) experiment) => connection.List(
            $"""
        SELECT m.name, r.* FROM (
            SELECT generation, {columns}, model_id FROM {table} WHERE ecosystem_id = @ecosystem ORDER BY generation DESC
            LIMIT (SELECT count(*) FROM model WHERE experiment_id = @experiment AND kind = @kind)
        ) r JOIN model m ON m.id = r.model_id ORDER BY r.model_id
        """,
        read,
        id,
        experiment,
        ("@kind", StatusText.Of(kind)));

    private List<int> Snapshots((string, object) id) => connection.List(
            "SELECT DISTINCT generation FROM snapshot_row WHERE ecosystem_id = @ecosystem ORDER BY generation", row => row.GetInt32(0), id);

    private List<CommandEntry> Commands((string, object) id) => connection.List(
            "SELECT id, kind, arguments, submitted_at, applied_generation FROM command WHERE ecosystem_id = @ecosystem ORDER BY id",
        row => new CommandEntry(
            row.GetInt64(0), row.GetString(1), row.StringOrNull(2), ExperimentTables.Time(row.GetString(3)), row.Int32OrNull(4)),
        id);
}
