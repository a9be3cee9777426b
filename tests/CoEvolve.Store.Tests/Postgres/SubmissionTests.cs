using CoEvolve.Engines;
using CoEvolve.Postgres.Testing;
using Npgsql;

namespace CoEvolve.Store.Tests;

public sealed class SubmissionTests
{
    [PostgresFact]
    public void The_experiment_its_models_captions_and_data_come_back()
    {
        using PostgresDatabase database = SharedPostgres.CreateDatabase();
        ExperimentDefinition experiment = Samples.Experiment(points: 3, replicates: 2) with { Seed = ulong.MaxValue };
        Assert.Equal(1, PostgresExperiments.Add(StoreAddress.Parse(database.Address), experiment));
        using var reader = ResultsReader.Open(database.Address);
        StoredExperiment stored = reader.Experiment();
        Assert.Null(stored.FinishedAt);
        AssertSame(experiment, stored.Definition);
        Assert.Equal(6, reader.StatusCounts()[EcosystemStatus.Waiting]);
        Assert.Equal(
            [[1L, 1, 1], [2L, 1, 2], [3L, 2, 1], [4L, 2, 2], [5L, 3, 1], [6L, 3, 2]],
            database.Query("SELECT id, point_number, replicate FROM ecosystem WHERE generation = 0 ORDER BY id"));
    }

    [PostgresFact]
    public void Ids_of_experiments_follow_each_other_without_a_gap_whoever_adds_them()
    {
        using PostgresDatabase database = SharedPostgres.CreateDatabase();
        var address = StoreAddress.Parse(database.Address);
        ExperimentDefinition[] kinds = [Samples.Experiment(points: 2, replicates: 3), Samples.Other()];
        long[] ids = [.. Enumerable.Range(0, 12).AsParallel().WithDegreeOfParallelism(6).Select(i => PostgresExperiments.Add(address, kinds[i % 2]))];
        Assert.Equal(Enumerable.Range(1, 12).Select(i => (long)i), ids.Order());
        foreach (string table in new[] { "ecosystem", "model", "caption", "dataset" })
        {
            Assert.Equal([0L, 0L], database.Query($"""
                SELECT count(*) - max(id), (SELECT count(*) FROM (
                    SELECT min(id) - 1 - coalesce(max(max(id)) OVER (ORDER BY experiment_id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS gap
                    FROM {table} GROUP BY experiment_id) g WHERE gap <> 0)
                FROM {table}
                """).Single());
        }

        using var reader = ResultsReader.Open(database.Address);
        foreach (ExperimentEntry entry in reader.Experiments())
            AssertSame(kinds.Single(kind => kind.Name == entry.Name), reader.Experiment(entry.Id).Definition);
    }

    [PostgresFact]
    public void Of_many_who_add_the_same_at_the_same_time_one_adds_it_and_the_others_find_it()
    {
        using PostgresDatabase database = SharedPostgres.CreateDatabase();
        var address = StoreAddress.Parse(database.Address);
        ExperimentDefinition[] kinds = [Samples.Experiment(), Samples.Experiment() with { Seed = 12 }];
        var submissions = new (long Id, SubmittedExperiment? Found)[16];
        Parallel.For(0, submissions.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i => submissions[i] = PostgresExperiments.AddOrFind(address, kinds[i % 2]));

        Assert.Equal([1L, 2L], submissions.Where(submission => submission.Found is null).Select(submission => submission.Id).Order());
        Assert.All(submissions.Index(), entry => Assert.Equal(submissions[entry.Index % 2].Id, entry.Item.Id));
        Assert.All(submissions.Where(submission => submission.Found is not null), submission => Assert.Equal(submission.Id, submission.Found!.Id));
        Assert.Equal(2, database.Count("SELECT count(*) FROM experiment"));

        Assert.Equal(3, PostgresExperiments.Add(address, kinds[0]));
        Assert.Equal(3, PostgresExperiments.AddOrFind(address, kinds[0]).Id);
        Assert.Null(PostgresExperiments.AddOrFind(address, kinds[0] with { Version = "another" }).Found);
    }

    [PostgresFact]
    public void Each_experiment_has_partitions_for_its_own_ecosystems()
    {
        using PostgresDatabase database = SharedPostgres.CreateDatabase();
        var address = StoreAddress.Parse(database.Address);
        PostgresExperiments.Add(address, Samples.Experiment());
        PostgresExperiments.Add(address, Samples.Other());
        database.Execute("INSERT INTO caption_metric_row VALUES (3, 0, 2, 1, 0, 0, NULL, 0), (4, 0, 4, 4, 0, 0, NULL, 0), (11, 0, 4, 4, 0, 0, NULL, 0)");
        Assert.Equal(
            [["caption_metric_row_1", 3L], ["caption_metric_row_2", 4L], ["caption_metric_row_2", 11L]],
            database.Query("SELECT tableoid::regclass::text, ecosystem_id FROM caption_metric_row ORDER BY 2"));
        Assert.Throws<PostgresException>(() => database.Execute("INSERT INTO caption_metric_row VALUES (12, 0, 4, 4, 0, 0, NULL, 0)"));
        Assert.Equal(8, database.Count("SELECT count(*) FROM pg_inherits"));
        Assert.Equal(0, database.Count("SELECT count(*) FROM pg_index i JOIN pg_inherits p ON p.inhrelid = i.indrelid"));
        Assert.Equal(2, database.Count("SELECT count(*) FROM pg_attribute WHERE attname = 'parameters' AND attstorage = 'e' AND attrelid IN (SELECT inhrelid FROM pg_inherits)"));
    }

    [PostgresFact]
    public void Experiments_are_added_while_others_are_read_and_written()
    {
        using PostgresDatabase database = SharedPostgres.CreateDatabase();
        var address = StoreAddress.Parse(database.Address);
        PostgresExperiments.Add(address, Samples.Experiment());
        using NpgsqlConnection writer = database.Connect(), reader = database.Connect();
        using NpgsqlTransaction writing = writer.BeginTransaction(), reading = reader.BeginTransaction(System.Data.IsolationLevel.RepeatableRead);
        PostgresServer.Execute(writer, "SELECT FROM ecosystem WHERE id = 1 FOR UPDATE; INSERT INTO snapshot_row_1 VALUES (1, 0, 1, 1, '')");
        PostgresServer.Execute(reader, "SELECT count(*) FROM snapshot; SELECT count(*) FROM caption_metric; SELECT count(*) FROM text_metric; SELECT count(*) FROM image_metric");
        database.Execute($"ALTER DATABASE {database.Name} SET lock_timeout = '5s'");
        Assert.Equal(2, PostgresExperiments.Add(address, Samples.Other()));
        writing.Commit();
        reading.Commit();
    }

    [PostgresFact]
    public void Nodes_are_told_once_the_experiment_is_there()
    {
        using PostgresDatabase database = SharedPostgres.CreateDatabase();
        using NpgsqlConnection node = database.Connect();
        PostgresServer.Execute(node, "LISTEN " + PostgresExperiments.Channel);
        var channels = new List<string>();
        node.Notification += (_, notification) => channels.Add(notification.Channel);
        PostgresExperiments.Add(StoreAddress.Parse(database.Address), Samples.Experiment());
        Assert.True(node.Wait(60_000));
        Assert.Equal(["coevolve_work"], channels);
    }

    [PostgresFact]
    public void Texts_that_PostgreSQL_cannot_hold_are_stored_with_replacement_characters()
    {
        using PostgresDatabase database = SharedPostgres.CreateDatabase();
        var address = StoreAddress.Parse(database.Address);
        ExperimentDefinition experiment = Samples.Experiment() with
        {
            Name = "a\0b",
            Scenario = "half \ud800 and whole \ud83d\ude00, \"quoted\" \\ \t\r\n",
            Points = ["{\"x\":\"\udc00\"}"],
            Captions = ["\0", "\ud83d", "\ue000"],
            Models = [new ModelDefinition("\ud800t", ModelKind.Text), new ModelDefinition("i\0", ModelKind.Image)],
            Datasets = [new Dataset("\0.csv", [0, 1])],
        };
        PostgresExperiments.Add(address, experiment);
        using var reader = ResultsReader.Open(database.Address);
        ExperimentDefinition stored = reader.Experiment().Definition;
        AssertSame(
            experiment with
            {
                Name = "a\ufffdb",
                Scenario = "half \ufffd and whole \ud83d\ude00, \"quoted\" \\ \t\r\n",
                Points = ["{\"x\":\"\ufffd\"}"],
                Captions = ["\ufffd", "\ufffd", "\ue000"],
                Models = [new ModelDefinition("\ufffdt", ModelKind.Text), new ModelDefinition("i\ufffd", ModelKind.Image)],
                Datasets = [new Dataset("\ufffd.csv", [0, 1])],
            },
            stored);
        Assert.True(PostgresExperiments.List(address).Single().IsOf(experiment));
    }

    [PostgresFact]
    public void An_addition_that_fails_half_way_leaves_nothing_behind()
    {
        using PostgresDatabase database = SharedPostgres.CreateDatabase();
        var address = StoreAddress.Parse(database.Address);
        PostgresExperiments.Add(address, Samples.Experiment());
        Assert.Throws<StoreException>(() => PostgresExperiments.Add(address, Samples.Other() with { Captions = ["chat", null!] }));
        Assert.Throws<ArgumentException>(() => PostgresExperiments.Add(address, Samples.Experiment(replicates: 0)));
        database.Execute("CREATE TABLE snapshot_row_2 (x bigint)"); // the last of what is made
        Assert.Throws<StoreException>(() => PostgresExperiments.Add(address, Samples.Other()));
        database.Execute("DROP TABLE snapshot_row_2");
        Assert.Equal([[1L, 2L, 3L]], database.Query("SELECT (SELECT count(*) FROM experiment), (SELECT count(*) FROM model), (SELECT count(*) FROM ecosystem)"));
        Assert.Equal(2, PostgresExperiments.Add(address, Samples.Other()));
    }

    [PostgresFact]
    public void Experiments_are_listed_newest_first_and_known_by_what_determines_their_results()
    {
        using PostgresDatabase database = SharedPostgres.CreateDatabase();
        var address = StoreAddress.Parse(database.Address);
        Assert.Empty(PostgresExperiments.List(address));
        Assert.Equal(0, database.Count("SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE nspname = 'public'"));
        ExperimentDefinition one = Samples.Experiment() with { Seed = ulong.MaxValue };
        PostgresExperiments.Add(address, one);
        PostgresExperiments.Add(address, Samples.Other());
        database.Execute("UPDATE experiment SET finished_at = '2026-03-01T12:30:00.0000000Z' WHERE id = 1");
        IReadOnlyList<SubmittedExperiment> all = PostgresExperiments.List(address);
        Assert.Equal([2L, 1L], all.Select(experiment => experiment.Id));
        Assert.Equal([null, new DateTimeOffset(2026, 3, 1, 12, 30, 0, TimeSpan.Zero)], all.Select(experiment => experiment.FinishedAt));
        Assert.Equal(("réference", "0.1.0", ulong.MaxValue, one.Scenario), (all[1].Name, all[1].Version, all[1].Seed, all[1].Scenario));
        Assert.Equal(one.Datasets.Select(data => (data.Name, data.Sha256)), all[1].Datasets);
        Assert.Equal([false, true], all.Select(experiment => experiment.IsOf(one with { StartedAt = DateTimeOffset.UnixEpoch, Processor = "another" })));
        Assert.Equal([true, false], all.Select(experiment => experiment.IsOf(Samples.Other())));
        Assert.False(all[1].IsOf(one with { Version = "0.1.1" }));
        Assert.False(all[1].IsOf(one with { Seed = 1 }));
        Assert.False(all[1].IsOf(one with { Scenario = one.Scenario + "\n" }));
        Assert.False(all[1].IsOf(one with { Datasets = [one.Datasets[0], new Dataset("empty.csv", [0])] }));
    }

    private static void AssertSame(ExperimentDefinition expected, ExperimentDefinition stored)
    {
        Assert.Equal(expected.StartedAt, stored.StartedAt);
        Assert.Equal(TimeSpan.Zero, stored.StartedAt.Offset);
        Assert.Equal(expected.Points, stored.Points);
        Assert.Equal(expected.Models, stored.Models);
        Assert.Equal(expected.Captions, stored.Captions);
        Assert.Equal(expected.Datasets.Select(data => (data.Name, data.Sha256)), stored.Datasets.Select(data => (data.Name, data.Sha256)));
        Assert.Equal(
            expected,
            stored with { StartedAt = expected.StartedAt, Points = expected.Points, Models = expected.Models, Captions = expected.Captions, Datasets = expected.Datasets });
    }
}
