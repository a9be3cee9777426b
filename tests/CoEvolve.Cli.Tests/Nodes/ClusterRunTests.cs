using CoEvolve.Engines;
using CoEvolve.Postgres.Testing;

namespace CoEvolve.Cli.Tests;

/// <summary>run --engine postgres and nodes, against a real server, in this process. The cluster tests kill real processes.</summary>
public sealed class ClusterRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _scenario;

    public ClusterRunTests()
    {
        _folder.Write("words.csv", "word,count\nzero,5\none,3\n\"two, \"\"2\"\"\",2\n");
        _scenario = _folder.Write("a.yaml", """
            replicates: 20
            generations: 60
            vocabulary: { prior: words.csv }
            textModel: { captionsPerGeneration: 20 }
            userContent: { imagesPerCaption: 1, source: initial }
            record: { every: 7, captions: true, snapshots: [0, 60] }
            sweep:
              corpus.captionsPerGeneration: [0, 5]

            """);
    }

    public void Dispose() => _folder.Dispose();

    [PostgresFact]
    public void What_nodes_computed_leaves_as_the_bytes_and_the_page_of_a_local_run()
    {
        using PostgresDatabase database = SharedPostgres.CreateDatabase();
        Assert.Equal(0, Tool.Run("run", _scenario, "--out", _folder.File("a.db"), "--quiet").ExitCode);
        ToolResult run;
        using (new RunningNode(database.Address))
        using (new RunningNode(database.Address))
            run = Tool.Run("run", _scenario, "--engine", "postgres", "--store", database.Address);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains($"experiment 1 submitted to {Name(database)}: 40 ecosystems", run.Error, StringComparison.Ordinal);
        Assert.Contains("40 of 40 ecosystems, 2,400 generations", run.Error, StringComparison.Ordinal);
        Assert.Contains("Means over replicates at each point's last generation.", run.Output, StringComparison.Ordinal);
        foreach (string format in new[] { "csv", "json" })
        {
            Dictionary<string, string> local = Export(_folder.File("a.db"), format), cluster = Export(database.Address, format);
            Assert.Equal(local.Keys.Order(StringComparer.Ordinal), cluster.Keys.Order(StringComparer.Ordinal));
            Assert.All(local.Where(table => !table.Key.StartsWith("experiment.", StringComparison.Ordinal)), table => Assert.Equal(table.Value, cluster[table.Key]));
        }

        Assert.Equal(0, Tool.Run("report", database.Address, "--out", _folder.File("a.html")).ExitCode);
        Assert.Contains("corpus.captionsPerGeneration", File.ReadAllText(_folder.File("a.html")), StringComparison.Ordinal);
        Assert.Contains("finished", Tool.Run("list", "--store", database.Address).Output, StringComparison.Ordinal);
        Assert.Contains("60", Tool.Run("show", "7", "--store", database.Address).Output, StringComparison.Ordinal);
        Assert.Equal(0, database.Count("SELECT (SELECT count(*) FROM attempt) + (SELECT count(*) FROM suspect)"));
    }

    [PostgresFact]
    public void A_run_can_be_left_and_followed_again_and_nodes_read_no_file()
    {
        using PostgresDatabase database = SharedPostgres.CreateDatabase();
        using var leave = new CancellationTokenSource();
        Task<ToolResult> first = Task.Run(() => Tool.Run(leave.Token, "run", _scenario, "--engine", "postgres", "--store", database.Address));
        Assert.True(SpinWait.SpinUntil(() => HasExperiment(database), TimeSpan.FromMinutes(1)));
        leave.Cancel();
        ToolResult left = first.GetAwaiter().GetResult();
        Assert.Equal((130, ""), (left.ExitCode, left.Output));
        Assert.Contains($"detached: experiment 1 stays in {Name(database)}", left.Error, StringComparison.Ordinal);

        string words = _folder.File("words.csv"), kept = File.ReadAllText(words);
        File.Delete(words);
        using (new RunningNode(database.Address))
        {
            Assert.True(SpinWait.SpinUntil(() => database.Count("SELECT count(*) FROM experiment WHERE finished_at IS NOT NULL") == 1, TimeSpan.FromMinutes(2)));
            File.WriteAllText(words, kept);
            ToolResult again = Tool.Run("run", _scenario, "--engine", "postgres", "--store", database.Address, "--resume");
            Assert.Equal(0, again.ExitCode);
            Assert.Contains("experiment 1 is in", again.Error, StringComparison.Ordinal);
            Assert.Contains("Means over replicates", again.Output, StringComparison.Ordinal);
        }

        Assert.Equal(1, database.Count("SELECT count(*) FROM experiment"));
        Assert.Equal(40, database.Count("SELECT count(*) FROM ecosystem WHERE status = 'finished'"));
    }

    [PostgresFact]
    public void The_same_again_is_refused_unless_it_is_asked_for()
    {
        using PostgresDatabase database = SharedPostgres.CreateDatabase();
        using var node = new RunningNode(database.Address);
        string[] run = ["run", _scenario, "--engine", "postgres", "--store", database.Address, "--quiet"];
        Assert.Equal((0, "", ""), Said(Tool.Run([.. run, "--resume"])));
        Assert.Equal(
            $"error: {Name(database)}: experiment 1 is the same scenario with the same seed, and finished. --resume follows it; --force submits it once more.\n",
            Tool.Run(run).Refusal() + "\n");
        Assert.Equal((0, "", ""), Said(Tool.Run([.. run, "--force"])));
        Assert.Equal((0, "", ""), Said(Tool.Run([.. run, "--seed", "2"])));
        Assert.Equal(["1", "1", "2"], database.Query("SELECT CAST(seed AS TEXT) FROM experiment ORDER BY id").Select(row => row[0]));
        Assert.Contains("3 experiments: 1 (a), 2 (a), 3 (a)", Tool.Run("export", database.Address, "--out", _folder.File("x")).Refusal(), StringComparison.Ordinal);
    }

    [PostgresFact]
    public void Of_many_who_submit_the_same_at_the_same_time_one_does_and_the_others_follow()
    {
        using PostgresDatabase database = SharedPostgres.CreateDatabase();
        using var node = new RunningNode(database.Address);
        var runs = new ToolResult[4];
        Parallel.For(0, runs.Length, i => runs[i] = Tool.Run("run", _scenario, "--engine", "postgres", "--store", database.Address, "--resume"));
        Assert.All(runs, run => Assert.Equal(0, run.ExitCode));
        Assert.Single(runs, run => run.Error.Contains("experiment 1 submitted to", StringComparison.Ordinal));
        Assert.Equal(3, runs.Count(run => run.Error.Contains("experiment 1 is in", StringComparison.Ordinal)));
        Assert.Equal(1, database.Count("SELECT count(*) FROM experiment"));
    }

    [PostgresFact]
    public void A_failure_on_a_node_is_stored_and_listed_by_who_follows()
    {
        using PostgresDatabase database = SharedPostgres.CreateDatabase();
        using var node = new RunningNode(database.Address, () => new ThirdFails());
        ToolResult run = Tool.Run("run", _scenario, "--engine", "postgres", "--store", database.Address, "--quiet", "--set", "replicates=4");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(
            """
            failed: ecosystem 3 (point {"corpus.captionsPerGeneration":0}, replicate 3) after generation 0: InvalidOperationException: the third fails
            failed: ecosystem 7 (point {"corpus.captionsPerGeneration":5}, replicate 3) after generation 0: InvalidOperationException: the third fails

            """,
            run.Error);
        ToolResult stopped = node.Stop();
        Assert.Equal(0, stopped.ExitCode);
        Assert.Contains("6 ecosystems finished, 2 failed", stopped.Error, StringComparison.Ordinal);
    }

    [PostgresFact]
    public void Without_a_node_the_follower_says_what_is_missing()
    {
        using PostgresDatabase database = SharedPostgres.CreateDatabase();
        Assert.Equal(130, Detach(database).ExitCode);
        using var leave = new CancellationTokenSource(TimeSpan.FromSeconds(7));
        string[] follow = ["run", _scenario, "--engine", "postgres", "--store", database.Address, "--resume"];
        Task<ToolResult> quiet = Task.Run(() => Tool.Run(leave.Token, [.. follow, "--quiet"]));
        ToolResult alone = Tool.Run(leave.Token, follow);
        Assert.Equal(130, alone.ExitCode);
        Assert.Equal(130, quiet.GetAwaiter().GetResult().ExitCode);
        Assert.Equal("detached: ", quiet.Result.Error[..10]);
        Assert.Matches("no node of version [0-9.]+ is at work on it. Start one, here or elsewhere: coevolve node --store", alone.Error);
    }

    [PostgresFact]
    public void Databases_that_cannot_keep_results_are_refused_before_anything_happens()
    {
        using PostgresDatabase foreign = SharedPostgres.CreateDatabase(), newer = SharedPostgres.CreateDatabase();
        foreign.Execute("CREATE TABLE invoice (id integer)");
        Assert.Equal(130, Detach(newer).ExitCode);
        newer.Execute("INSERT INTO coevolve_migration VALUES (99, 'future', '', '')");
        foreach ((PostgresDatabase database, string reason) in new[] { (foreign, "tables of another program (invoice"), (newer, "the form of its tables is 99; this program knows 1 to ") })
        {
            string[][] commands =
            [
                ["run", _scenario, "--engine", "postgres", "--store", database.Address], ["node", "--store", database.Address],
                ["export", database.Address, "--out", _folder.File("x")], ["report", database.Address], ["list", "--store", database.Address], ["show", "--store", database.Address],
            ];
            Assert.All(commands, command => Assert.Contains(reason, Tool.Run(command).Refusal(), StringComparison.Ordinal));
        }

        Assert.Equal(1, foreign.Count("SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"));
    }

    [Fact]
    public void A_server_that_is_not_there_is_told_without_the_password()
    {
        string message = Tool.Run("run", _scenario, "--engine", "postgres", "--store", "postgres://me:secret@127.0.0.1:1/lab").Refusal();
        Assert.Contains("127.0.0.1:1/lab: no server answers there", message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_waits_for_a_silent_server_can_be_interrupted()
    {
        using var server = new SilentServer();
        ToolResult run = server.InterruptedAtOnce(token => Tool.Run(token, "run", _scenario, "--engine", "postgres", "--store", server.Address, "--quiet"));
        Assert.Equal((130, ""), (run.ExitCode, run.Output));
        Assert.Matches("^interrupted: 127.0.0.1:[0-9]+/lab has not answered, .* --resume: ", run.Error);
    }

    [Fact]
    public void A_node_that_waits_for_a_silent_server_can_be_stopped()
    {
        using var server = new SilentServer();
        ToolResult node = server.InterruptedAtOnce(token => Tool.Run(token, "node", "--store", server.Address, "--name", "one"));
        Assert.Equal((0, ""), (node.ExitCode, node.Output));
        Assert.Matches("^node one: stopped before it reached 127.0.0.1:[0-9]+/lab\n$", node.Error);
    }

    [PostgresFact]
    public void A_node_whose_store_fails_has_failed_whatever_its_input_was()
    {
        using PostgresDatabase database = SharedPostgres.CreateDatabase();
        using var node = new RunningNode(database.Address, () => new ThirdFails(new StoreException("the store refuses")));
        Assert.Equal(130, Detach(database).ExitCode);
        ToolResult failed = node.Await();
        Assert.Equal(1, failed.ExitCode);
        Assert.EndsWith("error: the store refuses\n", failed.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(0.025, 0.5)]
    [InlineData(0.03, 0.6)]
    [InlineData(2, 40)]
    [InlineData(86_400, 60)]
    public void A_follower_waits_twenty_times_as_long_as_a_look_took(double look, double pause) =>
        Assert.Equal(pause, ClusterRun.PauseAfter(TimeSpan.FromSeconds(look)).TotalSeconds, 6);

    private static string Name(PostgresDatabase database) => Store.StoreAddress.Parse(database.Address).Name;

    private static (int, string, string) Said(ToolResult result) => (result.ExitCode, result.Output, result.Error);

    private static bool HasExperiment(PostgresDatabase database) =>
        database.Count("SELECT count(*) FROM pg_class WHERE relname = 'snapshot_row_1'") == 1;

    // Submits, and leaves once that is done.
    private ToolResult Detach(PostgresDatabase database)
    {
        using var leave = new CancellationTokenSource();
        Task<ToolResult> run = Task.Run(() => Tool.Run(leave.Token, "run", _scenario, "--engine", "postgres", "--store", database.Address));
        Assert.True(SpinWait.SpinUntil(() => run.IsCompleted || HasExperiment(database), TimeSpan.FromMinutes(1)));
        leave.Cancel();
        return run.GetAwaiter().GetResult();
    }

    private Dictionary<string, string> Export(string store, string format)
    {
        string folder = _folder.File(Path.GetRandomFileName());
        Assert.Equal(0, Tool.Run("export", store, "--format", format, "--out", folder).ExitCode);
        return Directory.GetFiles(folder).ToDictionary(file => Path.GetFileName(file), File.ReadAllText);
    }
}
