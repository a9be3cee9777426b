using CoEvolve.Actors;
using CoEvolve.Core;
using CoEvolve.Engines;
using CoEvolve.Postgres.Testing;
using Npgsql;

namespace CoEvolve.Store.Tests;

/// <summary>The same rows, read from a file and from a database.</summary>
public sealed class EqualResultsTests : IDisposable
{
    private static readonly double[] Awkward =
        [0.0, -0.0, 1.0, -1.0, 1e-300, double.Epsilon, -double.Epsilon, 2.2250738585072011e-308, double.MaxValue, double.MinValue, 0.1, Math.PI, 1L << 53, 1e15, 123456789012345680];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [PostgresFact]
    public void Exports_have_the_same_bytes_whatever_the_numbers_the_words_and_the_form()
    {
        // A database that sorts as English does, and names in which that is not the order of their bytes.
        using PostgresDatabase beside = SharedPostgres.CreateDatabase();
        string english = beside.Name + "_english";
        beside.Execute($"CREATE DATABASE {english} TEMPLATE template0 LOCALE 'C' LOCALE_PROVIDER icu ICU_LOCALE 'en'");
        string address = SharedPostgres.Server.Address(english);
        ExperimentDefinition experiment = Samples.Experiment(points: 2, replicates: 2) with
        {
            Seed = 1UL << 63,
            Models =
            [
                new ModelDefinition("b", ModelKind.Text), new ModelDefinition("B", ModelKind.Image), new ModelDefinition("á", ModelKind.Text),
                new ModelDefinition("a b", ModelKind.Image), new ModelDefinition("ab", ModelKind.Text), new ModelDefinition("😀", ModelKind.Image),
                new ModelDefinition("\uff21", ModelKind.Text), new ModelDefinition("A-b", ModelKind.Image),
            ],
            Captions = ["ä, \"quoted\"", "Z", "a\nb"],
            Datasets = [new Dataset("b.csv", [1, 2, 3]), new Dataset("B.csv", []), new Dataset("b.csv", [0, 255])],
        };
        SqliteRunStore.Create(_folder.Results, Samples.Other() with { Seed = long.MaxValue }, false).Dispose();
        using (SqliteRunStore store = SqliteRunStore.Add(_folder.Results, experiment))
            Run(store, experiment);
        FindingsTable.Write(_folder.Results, [new StoredCheck { Finding = "C1", Setting = "", Name = "é", Kind = CheckKind.Agreement, Passed = true, Predicted = -0.0, Level = double.Epsilon }]);
        _folder.Execute("INSERT INTO command VALUES (7, 3, 'pause', '{\"x\":1}', '2026-03-01T12:30:00.0000000Z', NULL), (9, 12, 'stop', NULL, '2026-03-01', 5)");
        DatabaseRows.CopyFrom(_folder.Results, address);
        foreach (ExportFormat format in Enum.GetValues<ExportFormat>())
        {
            foreach (long id in new[] { 1L, 2L })
            {
                (string Name, long Rows, byte[] Bytes)[] file = Export(_folder.Results, id, format), fromDatabase = Export(address, id, format);
                Assert.Equal(file.Select(table => (table.Name, table.Rows)), fromDatabase.Select(table => (table.Name, table.Rows)));
                foreach (((string name, _, byte[] expected), (_, _, byte[] bytes)) in file.Zip(fromDatabase))
                    Assert.True(expected.AsSpan().SequenceEqual(bytes), name);
                if (id == 2)
                    Assert.All(file, table => Assert.True(table.Rows > 0, table.Name));
            }
        }

        beside.Execute($"DROP DATABASE {english} WITH (FORCE)");
    }

    [PostgresFact]
    public void A_reader_finds_the_same_in_both()
    {
        using PostgresDatabase database = SharedPostgres.CreateDatabase();
        ExperimentDefinition experiment = Samples.Other();
        SqliteRunStore.Create(_folder.Results, Samples.Experiment(), false).Dispose();
        using (SqliteRunStore store = SqliteRunStore.Add(_folder.Results, experiment))
        {
            store.Commit(Samples.Failure(Assert.Single(store.Claim(1)), "it\nbroke"));
            Samples.Finish(store, 4);
        }

        FindingsTable.Write(_folder.Results, [new StoredCheck { Finding = "C1", Setting = "s", Name = "n", Kind = CheckKind.Demonstration, Passed = false, Measured = 0.1, Relation = "≤", Headline = true }]);
        DatabaseRows.CopyFrom(_folder.Results, database.Address);
        using ResultsReader file = ResultsReader.Open(_folder.Results), stored = ResultsReader.Open(database.Address);
        AssertEqual(reader => reader.Experiments());
        AssertEqual(reader => new[] { reader.Experiment(2).FinishedAt });
        AssertEqual(reader => reader.StatusCounts(2).OrderBy(pair => pair.Key));
        AssertEqual(reader => reader.Failed(2));
        AssertEqual(reader => reader.Generations(2));
        AssertEqual(reader => reader.Points(2));
        AssertEqual(reader => reader.Texts(2));
        AssertEqual(reader => reader.Images(2, point => point / 2));
        AssertEqual(reader => reader.Captions(2));
        AssertEqual(reader => reader.Ranks(2));
        AssertEqual(reader => reader.CaptionsOf(3, 2));
        AssertEqual(reader => reader.Collapses(2));
        AssertEqual(reader => reader.SnapshotGenerations(3, 2));
        AssertEqual(reader => reader.Snapshot(3, 6, "camera", 2)!);
        AssertEqual(reader => reader.Findings());
        Assert.Null(stored.Snapshot(3, 5, "camera", 2));
        string several = Assert.Throws<StoreException>(() => stored.Texts()).Message;
        Assert.Equal(StoreAddress.Parse(database.Address).Name + Assert.Throws<StoreException>(() => file.Texts()).Message[_folder.Results.Length..], several);

        void AssertEqual<T>(Func<ResultsReader, IEnumerable<T>> read)
        {
            T[] expected = [.. read(file)];
            Assert.NotEmpty(expected);
            Assert.Equal(expected, read(stored));
        }
    }

    [PostgresFact]
    public void Reading_waits_for_no_node_and_sees_nothing_half_stored()
    {
        using PostgresDatabase database = SharedPostgres.CreateDatabase();
        PostgresExperiments.Add(StoreAddress.Parse(database.Address), Samples.Experiment());
        using NpgsqlConnection node = database.Connect();
        using NpgsqlTransaction claim = node.BeginTransaction();
        PostgresServer.Execute(node, """
            SELECT FROM ecosystem FOR UPDATE;
            UPDATE ecosystem SET generation = 1, status = 'running';
            INSERT INTO text_metric_row_1 VALUES (1, 0, 1, 0, 0, 0, 0, 0, NULL);
            CREATE UNIQUE INDEX text_metric_key_1 ON text_metric_row_1 (ecosystem_id, generation, model_id)
            """);
        database.Execute($"ALTER DATABASE {database.Name} SET lock_timeout = '5s'");
        using (ResultsReader reader = ResultsReader.Open(database.Address))
        {
            Assert.Equal(3, reader.StatusCounts()[EcosystemStatus.Waiting]);
            Assert.Empty(reader.Texts());
        }

        Assert.Equal(0, Export(database.Address, 1, ExportFormat.Csv).Single(table => table.Name == "text_metric.csv").Rows);
        claim.Commit();
        Assert.Equal(1, Export(database.Address, 1, ExportFormat.Json).Single(table => table.Name == "text_metric.jsonl").Rows);
    }

    [PostgresFact]
    public void An_export_is_as_of_one_moment()
    {
        using PostgresDatabase database = SharedPostgres.CreateDatabase();
        PostgresExperiments.Add(StoreAddress.Parse(database.Address), Samples.Experiment());
        using var store = ResultsDatabase.Open(database.Address);
        using (store.BeginMoment())
        {
            Assert.Equal(0, store.Connection.Number("SELECT count(*) FROM text_metric"));
            database.Execute("INSERT INTO text_metric_row VALUES (1, 0, 1, 0, 0, 0, 0, 0, NULL)");
            Assert.Equal(0, store.Connection.Number("SELECT count(*) FROM text_metric"));
        }

        Assert.Equal(1, store.Connection.Number("SELECT count(*) FROM text_metric"));
        Assert.Equal("25006", Assert.Throws<PostgresException>(() => store.Connection.Number("DELETE FROM text_metric_row RETURNING ecosystem_id")).SqlState);
    }

    private static void Run(SqliteRunStore store, ExperimentDefinition experiment)
    {
        var random = new Random(7);
        double Next() => random.Next(3) == 0 ? BitConverter.Int64BitsToDouble(random.NextInt64() & ~(1L << 62)) : Awkward[random.Next(Awkward.Length)];
        double? Maybe() => random.Next(3) == 0 ? null : Next();
        while (store.Claim(1) is [var ecosystem])
        {
            var rows = new SliceRows();
            for (int t = 0; t <= 10; t++)
            {
                for (int m = 0; m < experiment.Models.Count; m++)
                {
                    if (t % 5 == 0)
                        rows.Snapshots.Add(new SnapshotRow(t, m, 1, [.. Enumerable.Range(0, t).Select(i => (byte)(i * 50))]));
                    if (experiment.Models[m].Kind == ModelKind.Text)
                    {
                        rows.Texts.Add(new TextMetricRow(t, m, new TextMetrics(Next(), Next(), Next(), random.Next(), Next(), Maybe())));
                        continue;
                    }

                    rows.Images.Add(new ImageMetricRow(t, m, new ImageMetrics(Next(), Next(), Maybe(), Next(), Next(), Next(), Maybe())));
                    for (int k = 0; k < experiment.Captions.Count; k++)
                        rows.Captions.Add(new CaptionMetricRow(t, m, k, new CaptionMetrics(Next(), Next(), Maybe(), Next())));
                }
            }

            store.Commit(new SliceCommit(ecosystem.Id, 0, 10, EcosystemStatus.Finished, null, null, new CollapseTimes(ecosystem.Id % 2 == 0 ? null : 3, 4), rows));
        }

        store.Flush();
    }

    private (string Name, long Rows, byte[] Bytes)[] Export(string store, long experiment, ExportFormat format) =>
    [
        .. ResultsExport.Write(store, experiment, format, Path.Combine(_folder.Folder, "export"), overwrite: true)
            .Select(table => (Path.GetFileName(table.File), table.Rows, File.ReadAllBytes(table.File))),
    ];
}
