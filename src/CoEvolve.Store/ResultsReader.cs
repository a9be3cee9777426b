using System.Data.Common;
using System.Globalization;
using CoEvolve.Actors;
using CoEvolve.Engines;

namespace CoEvolve.Store;

/// <summary>
/// Reads a store, finished or still being written; changes nothing, and keeps no writer waiting. Each call sees
/// what is stored at that moment. Not thread-safe; open one per thread.
/// </summary>
/// <remarks>
/// A parameter <c>experiment</c> is the number of an experiment in the store; null means the only one, and is refused where
/// there are several. Ids of ecosystems are those within the experiment, from 1.
/// </remarks>
public sealed class ResultsReader : IDisposable
{
    private const string Chosen = "id > @offset AND id <= @last";
    private const string ChosenRows = "ecosystem_id > @offset AND ecosystem_id <= @last";

    private readonly ResultsDatabase _store;

    private ResultsReader(ResultsDatabase store) => _store = store;

    /// <summary>Opens a store for reading.</summary>
    /// <param name="store">A results file, or the address of a database, as <see cref="StoreAddress"/> has them.</param>
    /// <exception cref="StoreException">It is missing, foreign, newer than this program, locked or out of reach; or a database of an older form, which no reader brings up to date.</exception>
    public static ResultsReader Open(string store)
    {
        ArgumentException.ThrowIfNullOrEmpty(store);
        return new ResultsReader(ResultsDatabase.Open(store));
    }

    /// <summary>The experiments that the store holds, in order of their numbers; at least one.</summary>
    /// <exception cref="StoreException">The store cannot be read; so for every member.</exception>
    public IReadOnlyList<ExperimentEntry> Experiments()
    {
        List<ExperimentEntry> all = Query(
            """
            SELECT id, name, finished_at, (SELECT count(*) FROM ecosystem WHERE experiment_id = experiment.id)
            FROM experiment ORDER BY id
            """,
            row => new ExperimentEntry(row.GetInt64(0), row.GetString(1), row.GetInt32(3), row.IsDBNull(2) ? null : ExperimentTables.Time(row.GetString(2))));
        return all.Count > 0 ? all : throw ExperimentChoice.None(_store);
    }

    /// <summary>An experiment.</summary>
    public StoredExperiment Experiment(long? experiment = null) => _store.Reading(() =>
    {
        long id = ExperimentChoice.Of(_store, experiment);
        ExperimentDefinition definition = ExperimentTables.Read(_store.Connection, id, out DateTimeOffset? finishedAt);
        return new StoredExperiment(id, definition, finishedAt);
    });

    /// <summary>How far each experiment has come, in order of their numbers; at least one. One scan of all ecosystems.</summary>
    public IReadOnlyList<ExperimentOverview> Overviews() => AtOneMoment(() =>
    {
        IReadOnlyList<ExperimentOverview> all = new ExperimentReader(_store.Connection).All();
        return all.Count > 0 ? all : throw ExperimentChoice.None(_store);
    });

    /// <summary>What there is to know of an experiment, but for its results and the content of its inputs. Two scans of its ecosystems at most.</summary>
    public ExperimentDetails Details(long? experiment = null) =>
        AtOneMoment(() => new ExperimentReader(_store.Connection).Details(ExperimentChoice.Of(_store, experiment)));

    /// <summary>The first ecosystems of an experiment. One scan of its ecosystems.</summary>
    /// <param name="most">How many at most; 0 or more.</param>
    /// <param name="status">Only those that stand there; null for all.</param>
    /// <param name="experiment">Number of the experiment; null for the only one.</param>
    public EcosystemList Ecosystems(int most, EcosystemStatus? status = null, long? experiment = null) =>
        InExperiment(experiment, offsets => new EcosystemReader(_store.Connection, offsets).List(status, most));

    /// <summary>What there is to know of an ecosystem. Scans the rows of models until the store has its indexes.</summary>
    /// <exception cref="StoreException">The experiment has no such ecosystem.</exception>
    public EcosystemDetails Ecosystem(long ecosystem, long? experiment = null) => InExperiment(experiment, offsets =>
        new EcosystemReader(_store.Connection, offsets).Details(ecosystem) ?? throw new StoreException(string.Create(
            CultureInfo.InvariantCulture,
            $"{_store.Name}: experiment {offsets.Experiment} has no ecosystem {ecosystem}; it has 1 to {offsets.LastEcosystem - offsets.Ecosystem}. Give one of these numbers.")));

    /// <summary>The nodes that are at work on an experiment, by name; always none for a file.</summary>
    public IReadOnlyList<NodeAtWork> NodesAtWork(long? experiment = null) => InExperiment(experiment, _store.Work.Nodes);

    /// <summary>The ecosystems of an experiment that nodes died of, or may have died of, in order of id; always none for a file.</summary>
    public IReadOnlyList<SuspectEcosystem> Suspects(long? experiment = null) => InExperiment(experiment, _store.Work.Suspects);

    /// <summary>The commands that took effect on an experiment's ecosystems, by ecosystem, in the order in which they did. One scan of the commands.</summary>
    /// <remarks>Those that stand in the scenario are not among them.</remarks>
    public IReadOnlyList<GivenCommand> AppliedCommands(long? experiment = null) => Query(
        experiment,
        $"""
        SELECT ecosystem_id - @offset, id, kind, coalesce(arguments, ''), applied_generation FROM command
        WHERE {ChosenRows} AND applied_generation IS NOT NULL ORDER BY ecosystem_id, applied_generation, id
        """,
        row => new GivenCommand(row.GetInt64(0), row.GetInt64(1), SteeringCommand.Parse(row.GetString(2), row.GetString(3)), row.GetInt32(4)));

    /// <summary>How many ecosystems have each status; those that none has are left out. One scan of the ecosystems.</summary>
    public IReadOnlyDictionary<EcosystemStatus, int> StatusCounts(long? experiment = null) => Query(
        experiment,
        $"SELECT status, count(*) FROM ecosystem WHERE {Chosen} GROUP BY status",
        row => KeyValuePair.Create(StatusText.Status(row.GetString(0)), row.GetInt32(1))).ToDictionary();

    /// <summary>The ecosystems that failed, in order of id. One scan of the ecosystems.</summary>
    public IReadOnlyList<FailedEcosystem> Failed(long? experiment = null) => Query(
        experiment,
        $"SELECT id - @offset, point, replicate, generation, coalesce(error, '') FROM ecosystem WHERE {Chosen} AND status = 'failed' ORDER BY id",
        row => new FailedEcosystem(row.GetInt64(0), row.GetString(1), row.GetInt32(2), row.GetInt32(3), row.GetString(4)));

    /// <summary>The generations that are recorded for any ecosystem, ascending. One scan of the models' metrics.</summary>
    public IReadOnlyList<int> Generations(long? experiment = null) => Query(
        experiment,
        $"""
        SELECT generation FROM text_metric_row WHERE {ChosenRows} UNION
        SELECT generation FROM image_metric_row WHERE {ChosenRows} ORDER BY 1
        """,
        row => row.GetInt32(0));

    /// <summary>The swept values of each point as JSON objects, by index of the point; one, "{}", without a sweep. One scan of the ecosystems.</summary>
    public IReadOnlyList<string> Points(long? experiment = null) => Query(
        experiment,
        $"SELECT point FROM ecosystem WHERE {Chosen} AND replicate = 1 ORDER BY id",
        row => row.GetString(0));

    /// <summary>
    /// Text models over the replicates of each point, in order of point, model and generation. One pass over the rows of
    /// text_metric, about a million a second in a finished file. Equal runs give equal bits.
    /// </summary>
    /// <param name="experiment">Number of the experiment; null for the only one.</param>
    /// <param name="groupOf">
    /// Pools points, where their ecosystems are replicates of each other, as in a sweep over seeds: it is given the index
    /// of a point and returns the number of its group. Null keeps points apart.
    /// </param>
    public IReadOnlyList<TextSummary> Texts(long? experiment = null, Func<int, int>? groupOf = null) =>
        Summarise(experiment, groupOf, reader => reader.Texts());

    /// <summary>As <see cref="Texts"/>, for image models and image_metric.</summary>
    /// <param name="experiment">Number of the experiment; null for the only one.</param>
    /// <param name="groupOf">As for <see cref="Texts"/>.</param>
    public IReadOnlyList<ImageSummary> Images(long? experiment = null, Func<int, int>? groupOf = null) =>
        Summarise(experiment, groupOf, reader => reader.Images());

    /// <summary>As <see cref="Texts"/>, for captions and caption_metric; captions of a model in order of the vocabulary.</summary>
    /// <param name="experiment">Number of the experiment; null for the only one.</param>
    /// <param name="groupOf">As for <see cref="Texts"/>.</param>
    public IReadOnlyList<CaptionSummary> Captions(long? experiment = null, Func<int, int>? groupOf = null) =>
        Summarise(experiment, groupOf, reader => reader.Captions());

    /// <summary>As <see cref="Captions"/>, by rank of their share at each generation instead of by word.</summary>
    /// <param name="experiment">Number of the experiment; null for the only one.</param>
    /// <param name="groupOf">As for <see cref="Texts"/>.</param>
    public IReadOnlyList<RankSummary> Ranks(long? experiment = null, Func<int, int>? groupOf = null) =>
        Summarise(experiment, groupOf, reader => reader.Ranks());

    /// <summary>The captions of one ecosystem, in order of model, generation and vocabulary; none if captions are not recorded.</summary>
    public IReadOnlyList<CaptionEntry> CaptionsOf(long ecosystem, long? experiment = null) => Query(
        experiment,
        $"""
        SELECT m.name, r.generation, c.position, c.word, r.share, r.diversity
        FROM caption_metric_row r JOIN model m ON m.id = r.model_id JOIN caption c ON c.id = r.caption_id
        WHERE {ChosenRows} AND r.ecosystem_id = @offset + @ecosystem ORDER BY r.model_id, r.generation, r.caption_id
        """,
        row => new CaptionEntry(row.GetString(0), row.GetInt32(1), row.GetInt32(2), row.GetString(3), row.GetDouble(4), row.GetDouble(5)),
        ("@ecosystem", ecosystem));

    /// <summary>When finished replicates collapsed, in order of point; points without any are left out. One scan of the ecosystems.</summary>
    /// <param name="experiment">Number of the experiment; null for the only one.</param>
    /// <param name="groupOf">As for <see cref="Texts"/>.</param>
    public IReadOnlyList<CollapseSummary> Collapses(long? experiment = null, Func<int, int>? groupOf = null) => [.. Query(
        experiment,
        $"SELECT point_number - 1, text_collapse, image_collapse FROM ecosystem WHERE {Chosen} AND status = 'finished' ORDER BY id",
        row => (Point: row.GetInt32(0), Text: Generation(row, 1), Image: Generation(row, 2)))
        .GroupBy(row => groupOf is null ? row.Point : groupOf(row.Point))
        .OrderBy(rows => rows.Key)
        .Select(rows => Summarise(rows.Key, [.. rows.Select(row => row.Text)], [.. rows.Select(row => row.Image)]))];

    /// <summary>The generations of which an ecosystem's image models were stored whole, ascending.</summary>
    public IReadOnlyList<int> SnapshotGenerations(long ecosystem, long? experiment = null) => Query(
        experiment,
        $"SELECT DISTINCT generation FROM snapshot_row WHERE {ChosenRows} AND ecosystem_id = @offset + @ecosystem ORDER BY 1",
        row => row.GetInt32(0),
        ("@ecosystem", ecosystem));

    /// <summary>A model's whole parameters, in the form that CoEvolve.Actors.ModelSnapshot reads; null if none are stored.</summary>
    public byte[]? Snapshot(long ecosystem, int generation, string model, long? experiment = null) => Query(
        experiment,
        $"SELECT parameters FROM snapshot WHERE {ChosenRows} AND ecosystem_id = @offset + @ecosystem AND generation = @generation AND model = @model",
        row => row.GetFieldValue<byte[]>(0),
        ("@ecosystem", ecosystem),
        ("@generation", generation),
        ("@model", model)).FirstOrDefault();

    /// <summary>The verdicts that <see cref="FindingsTable"/> keeps in this store, in their order; none in a file of format 1.</summary>
    public IReadOnlyList<StoredCheck> Findings() => Query(
        """
        SELECT finding, setting, name, kind, predicted, measured, lower, upper, effect, p_value, level, passed, relation, headline
        FROM finding ORDER BY position
        """,
        row => new StoredCheck
        {
            Finding = row.GetString(0),
            Setting = row.GetString(1),
            Name = row.GetString(2),
            Kind = StatusText.Check(row.GetString(3)),
            Predicted = Number(row, 4),
            Measured = Number(row, 5),
            Lower = Number(row, 6),
            Upper = Number(row, 7),
            Effect = Number(row, 8),
            PValue = Number(row, 9),
            Level = Number(row, 10),
            Passed = row.GetInt64(11) != 0,
            Relation = row.IsDBNull(12) ? null : row.GetString(12),
            Headline = row.GetInt64(13) != 0,
        });

    /// <summary>Closes the store.</summary>
    public void Dispose() => _store.Dispose();

    private static double? Number(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetDouble(column);

    private static int? Generation(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);

    private static CollapseSummary Summarise(int point, int?[] texts, int?[] images) => new(
        point,
        texts.Length,
        texts.Count(time => time is not null),
        Median(texts),
        images.Count(time => time is not null),
        Median(images));

    private static double? Median(int?[] times)
    {
        double[] sorted = [.. times.Select(time => time ?? double.PositiveInfinity).Order()];
        double median = (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        return double.IsFinite(median) ? median : null;
    }

    private IReadOnlyList<T> Summarise<T>(long? experiment, Func<int, int>? groupOf, Func<SummaryReader, IReadOnlyList<T>> read)
    {
        (IdOffsets offsets, List<int> points) = _store.Reading(() =>
        {
            IdOffsets found = IdOffsets.Of(_store.Connection, ExperimentChoice.Of(_store, experiment));
            return (found, PointsOfEcosystems(found));
        });
        // Not among what is explained as damage: what this throws is the caller's.
        var groupOfPoint = points.Distinct().ToDictionary(point => point, groupOf ?? (point => point));
        int[] groups = [.. points.Select(point => groupOfPoint[point])];
        return _store.Reading(() => read(new SummaryReader(_store.Connection, offsets, groups)));
    }

    private List<int> PointsOfEcosystems(IdOffsets offsets)
    {
        List<(long Id, int Point)> all = Query(
            $"SELECT id, point_number - 1 FROM ecosystem WHERE {Chosen} ORDER BY id",
            row => (row.GetInt64(0), row.GetInt32(1)),
            ("@offset", offsets.Ecosystem),
            ("@last", offsets.LastEcosystem));
        return all.Count == offsets.LastEcosystem - offsets.Ecosystem
            ? [.. all.Select(ecosystem => ecosystem.Point)]
            : throw new FormatException("ids of ecosystems do not follow each other");
    }

    private T InExperiment<T>(long? experiment, Func<IdOffsets, T> read) =>
        AtOneMoment(() => read(IdOffsets.Of(_store.Connection, ExperimentChoice.Of(_store, experiment))));

    private T AtOneMoment<T>(Func<T> read) => _store.Reading(() =>
    {
        using DbTransaction moment = _store.BeginMoment();
        return read();
    });

    // The query finds the experiment's ecosystems between @offset and @last.
    private List<T> Query<T>(long? experiment, string sql, Func<DbDataReader, T> read, params (string Name, object Value)[] parameters) => _store.Reading(() =>
    {
        IdOffsets offsets = IdOffsets.Of(_store.Connection, ExperimentChoice.Of(_store, experiment));
        return Query(sql, read, [("@offset", offsets.Ecosystem), ("@last", offsets.LastEcosystem), .. parameters]);
    });

    private List<T> Query<T>(string sql, Func<DbDataReader, T> read, params (string Name, object Value)[] parameters) =>
        _store.Reading(() => _store.Connection.List(sql, read, parameters));
}
