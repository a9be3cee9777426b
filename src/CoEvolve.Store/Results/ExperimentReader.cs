using System.Data.Common;
using System.Globalization;
using CoEvolve.Engines;

namespace CoEvolve.Store;

/// <summary>Reads what is known of experiments, and how far they have come. Not thread-safe.</summary>
/// <remarks>A store that was changed by hand makes it throw one of the exceptions that <see cref="ResultsDatabase.Reading"/> explains.</remarks>
internal sealed class ExperimentReader(DbConnection connection)
{
    /// <summary>All experiments, in order of their numbers, as of one moment. One scan of the ecosystems.</summary>
    public IReadOnlyList<ExperimentOverview> All() => Overviews(null);

    /// <summary>One experiment, which must be there. A few scans of its ecosystems.</summary>
    public ExperimentDetails Details(long experiment)
    {
        (string, object) number = ("@experiment", experiment);
        ExperimentOverview overview = Overviews(experiment).Single();
        (string point, int points) = connection.List(
            "SELECT point, point_number FROM ecosystem WHERE id = (SELECT max(id) FROM ecosystem WHERE experiment_id = @experiment)",
            row => (row.GetString(0), row.GetInt32(1)),
            number).FirstOrDefault(("{}", 0));
        List<ModelDefinition> models = connection.List(
            "SELECT name, kind FROM model WHERE experiment_id = @experiment ORDER BY id",
            row => new ModelDefinition(row.GetString(0), StatusText.Kind(row.GetString(1))),
            number);
        List<string> captions = connection.List("SELECT word FROM caption WHERE experiment_id = @experiment ORDER BY id", row => row.GetString(0), number);
        List<DatasetEntry> datasets = connection.List(
            "SELECT name, sha256, length(bytes) FROM dataset WHERE experiment_id = @experiment ORDER BY id",
            row => new DatasetEntry(row.GetString(0), row.GetString(1), row.GetInt64(2)),
            number);
        return connection.List(
            "SELECT scenario, CAST(seed AS TEXT), processor, generations, replicates FROM experiment WHERE id = @experiment",
            row => new ExperimentDetails(
                overview,
                row.GetString(0),
                ulong.Parse(row.GetString(1), CultureInfo.InvariantCulture),
                row.GetString(2),
                row.GetInt32(3),
                points,
                row.GetInt32(4),
                PointValues.Keys(point),
                models,
                captions,
                datasets),
            number).Single();
    }

    // The point of some ecosystem of each status goes along, to tell whether T is swept.
    private List<ExperimentOverview> Overviews(long? experiment)
    {
        (string ofEcosystems, string ofExperiments) = experiment is null ? ("", "") : ("WHERE experiment_id = @experiment", "WHERE e.id = @experiment");
        List<Part> parts = connection.List(
            $"""
            SELECT e.id, e.name, e.version, e.started_at, e.finished_at, e.generations, s.status, s.ecosystems, s.generations, p.point
            FROM experiment e
            LEFT JOIN (
                SELECT experiment_id, status, count(*) AS ecosystems, sum(generation) AS generations, min(id) AS example
                FROM ecosystem {ofEcosystems} GROUP BY experiment_id, status
            ) s ON s.experiment_id = e.id
            LEFT JOIN ecosystem p ON p.id = s.example
            {ofExperiments}
            ORDER BY e.id
            """,
            row => new Part(
                new ExperimentOverview(
                    row.GetInt64(0),
                    row.GetString(1),
                    row.GetString(2),
                    ExperimentTables.Time(row.GetString(3)),
                    row.IsDBNull(4) ? null : ExperimentTables.Time(row.GetString(4)),
                    new Dictionary<EcosystemStatus, int>(),
                    GenerationsDone: 0,
                    GenerationsInAll: 0),
                row.GetInt32(5),
                row.IsDBNull(6) ? null : StatusText.Status(row.GetString(6)),
                row.IsDBNull(6) ? 0 : row.GetInt32(7),
                row.IsDBNull(6) ? 0 : row.GetInt64(8),
                row.IsDBNull(6) ? "{}" : row.GetString(9)),
            experiment is { } number ? [("@experiment", number)] : []);
        return [.. parts.GroupBy(part => part.Experiment.Id).Select(WithParts)];
    }

    private ExperimentOverview WithParts(IEnumerable<Part> parts)
    {
        Part first = parts.First();
        int ecosystems = parts.Sum(part => part.Ecosystems);
        return first.Experiment with
        {
            Statuses = parts.Where(part => part.Status is not null).ToDictionary(part => part.Status!.Value, part => part.Ecosystems),
            GenerationsDone = parts.Sum(part => part.Generations),
            GenerationsInAll = PointValues.SweepGenerations(first.Point)
                ? SumOverEcosystems(first.Experiment.Id, first.MostGenerations)
                : (long)first.MostGenerations * ecosystems,
        };
    }

    private long SumOverEcosystems(long experiment, int mostGenerations) => connection.List(
            "SELECT point, count(*) FROM ecosystem WHERE experiment_id = @experiment GROUP BY point",
        row => (long)PointValues.GenerationsOf(row.GetString(0), mostGenerations) * row.GetInt32(1),
        ("@experiment", experiment)).Sum();

    // One status of an experiment; null for an experiment that has no ecosystem.
    private sealed record Part(ExperimentOverview Experiment, int MostGenerations, EcosystemStatus? Status, int Ecosystems, long Generations, string Point);
}
