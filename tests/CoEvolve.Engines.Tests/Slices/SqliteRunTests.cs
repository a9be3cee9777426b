using CoEvolve.Store;
using Microsoft.Data.Sqlite;

namespace CoEvolve.Engines.Tests;

/// <summary>The runner with a real store: the same rows as in memory, also when the run was cut in two.</summary>
public sealed class SqliteRunTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("coevolve-engines-");

    private string Results => Path.Combine(_folder.FullName, "results.db");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_results_file_of_an_interrupted_run_has_the_rows_of_an_uninterrupted_one()
    {
        using var cancellation = new CancellationTokenSource();
        var engine = new FaultyEngine((replicate, generation) =>
        {
            if (replicate == 2 && generation == 4)
                cancellation.Cancel();
        });
        using (var store = SqliteRunStore.Create(Results, Definition(), overwrite: false))
        {
            Experiment.Runner(store, Experiment.NoTime, parallel: 2, engine).Run(cancellation.Token);
            Assert.InRange(store.Unfinished, 1, Experiment.Ecosystems);
        }

        using (var store = SqliteRunStore.Open(Results))
        {
            Experiment.Runner(store, Experiment.NoTime, parallel: 2).Run(CancellationToken.None);
            Assert.Equal(0, store.Unfinished);
        }

        MemoryRunStore memory = Experiment.Run(Experiment.LongTime);
        Assert.Equal(
            All(memory, rows => rows.Texts.Select(r => (r.Generation, (double?)r.Metrics.Entropy, r.Metrics.ReaderResolution))),
            Query("SELECT ecosystem_id, generation, entropy, reader_resolution FROM text_metric ORDER BY 1, 2"));
        Assert.Equal(
            All(memory, rows => rows.Images.Select(r => (r.Generation, (double?)r.Metrics.FrechetDistance, r.Metrics.MatthewIndex))),
            Query("SELECT ecosystem_id, generation, frechet_distance, matthew_index FROM image_metric ORDER BY 1, 2"));
        Assert.Equal(
            All(memory, rows => rows.Captions.Select(r => (r.Generation, (double?)r.Metrics.Share, r.Metrics.LogDet))),
            Query("SELECT ecosystem_id, generation, share, log_det FROM caption_metric ORDER BY 1, 2, position"));
    }

    private static ExperimentDefinition Definition() => new(
        Name: "sweep",
        Scenario: "name: sweep\n",
        Seed: 1,
        Version: "0.1.0",
        Processor: "a processor, 2 cores",
        StartedAt: new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero),
        Experiment.Generations,
        Points: [.. Enumerable.Range(0, Experiment.Points).Select(point => $$"""{"corpus.captionsPerGeneration":{{point}}}""")],
        Experiment.Replicates,
        Models: [new ModelDefinition("text", ModelKind.Text), new ModelDefinition("image", ModelKind.Image)],
        Captions: ["caption 0", "caption 1", "caption 2"],
        Datasets: []);

    private static IEnumerable<(long Ecosystem, int Generation, double? First, double? Second)> All(
        MemoryRunStore store, Func<SliceRows, IEnumerable<(int Generation, double? First, double? Second)>> rows) =>
        from id in Enumerable.Range(1, Experiment.Ecosystems)
        from row in store.Of(id).SelectMany(slice => rows(slice.Rows))
        select ((long)id, row.Generation, row.First, row.Second);

    private List<(long Ecosystem, int Generation, double? First, double? Second)> Query(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Results};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        using SqliteDataReader reader = command.ExecuteReader();
        var rows = new List<(long, int, double?, double?)>();
        while (reader.Read())
            rows.Add((reader.GetInt64(0), reader.GetInt32(1), Number(reader, 2), Number(reader, 3)));
        return rows;
    }

    private static double? Number(SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetDouble(column);
}
