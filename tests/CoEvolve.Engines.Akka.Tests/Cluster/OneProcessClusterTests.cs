using System.Globalization;
using CoEvolve.Actors;
using CoEvolve.Cluster.Tests;
using CoEvolve.Postgres.Testing;
using CoEvolve.Store;
using Xunit.Abstractions;

namespace CoEvolve.Engines.Akka.Tests;

/// <summary>Clusters whose nodes share this process, over real sockets, on a real database.</summary>
public sealed class OneProcessClusterTests(ITestOutputHelper output) : IDisposable
{
    private readonly PostgresDatabase _database = SharedPostgres.CreateDatabase();
    private readonly ProcessFolder _folder = new();
    private readonly List<RunningNode> _nodes = [];

    public void Dispose()
    {
        foreach (RunningNode node in _nodes)
        {
            foreach (string line in node.Said)
                output.WriteLine(line);
            node.Dispose();
        }

        _folder.Dispose();
        _database.Dispose();
    }

    [PostgresTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Nodes_together_give_the_same_bytes_as_one_process_alone(int nodes)
    {
        string scenario = Write("""
            name: together
            seed: 5
            replicates: 20
            generations: 400
            vocabulary: { captions: 7, prior: zipf }
            textModel: { captionsPerGeneration: 60 }
            record: { every: 20, captions: true, snapshots: [0, 400] }
            sweep:
              corpus.captionsPerGeneration: [0, 5]
            """);
        // They are all there before there is work, so each gets some.
        Start(nodes);
        Tool.Submit(scenario, _database.Address);
        AwaitEnd();
        AssertSameAsLocal(scenario);
        Assert.Equal(40, _nodes.Sum(node => node.Node.Progress.Finished));
        Assert.Equal(40L * 400, _nodes.Sum(node => node.Node.Progress.Generations));
        Assert.All(_nodes, node => Assert.True(node.Node.Progress.Finished > 0, "A node did nothing."));
    }

    [PostgresFact]
    public void Two_experiments_and_one_that_comes_while_nodes_are_idle_are_all_run()
    {
        string scenario = Write("""
            name: first
            replicates: 6
            generations: 30
            vocabulary: { captions: 4 }
            """);
        Tool.Submit(scenario, _database.Address);
        Tool.Submit(scenario, _database.Address);
        Start(2);
        AwaitEnd();
        Tool.Submit(scenario, _database.Address);
        AwaitEnd();
        Assert.Equal(18, _database.Count("SELECT count(*) FROM ecosystem WHERE status = 'finished'"));
    }

    [PostgresFact]
    public void A_node_that_joins_gets_ecosystems_and_one_that_leaves_hands_its_own_over()
    {
        Tool.Submit(Write(Endless(24)), _database.Address);
        Start(1);
        Patience.Until("the first works", () => AtWork("node-1"));
        Start(1);
        Patience.Until("the second works", () => AtWork("node-2"));
        _nodes[0].Leave();
        Assert.True(_nodes[0].Node.Terminated.Wait(TimeSpan.FromMinutes(1)));
        Assert.Equal(0, _database.Count("SELECT count(*) FROM attempt WHERE node = 'node-1'"));
        Assert.Equal(0, _database.Count("SELECT count(*) FROM suspect"));

        // Each goes on from what is stored.
        Dictionary<long, int> before = Generations();
        Patience.Until("all go on with the second", () => Generations().All(now => now.Value > before[now.Key]));
        Assert.Equal(0, _database.Count("SELECT count(*) FROM ecosystem WHERE status NOT IN ('waiting', 'running')"));
    }

    [PostgresFact]
    public void A_command_reaches_an_ecosystem_by_message_in_the_middle_of_its_slice()
    {
        Tool.Submit(Write(Endless(2)), _database.Address);
        // Slices so long that nothing but a message could reach an ecosystem.
        Start(2, slice: TimeSpan.FromHours(1));
        Patience.Until("both are claimed", () => _database.Count("SELECT count(*) FROM attempt") == 2);
        Give(new CommandTarget(), new SetCommand(SteeredSetting.CorpusCaptions, 3), new PauseCommand());
        Patience.Until("both are paused", () => _database.Count("SELECT count(*) FROM ecosystem WHERE status = 'paused'") == 2);
        Assert.Equal(4, _database.Count("SELECT count(*) FROM command WHERE applied_generation > 0"));
        Assert.Equal(0, _database.Count("SELECT count(*) FROM pending_command"));

        // It rests, and is woken up again.
        Dictionary<long, int> before = Generations();
        Give(new CommandTarget(Ecosystem: 1), new StepCommand(5));
        Patience.Until("it has made its steps", () => Generations()[1] == before[1] + 5);
        Give(new CommandTarget(Ecosystem: 1), new StopCommand());
        Patience.Until("it is stopped", () => _database.Count("SELECT count(*) FROM ecosystem WHERE id = 1 AND status = 'stopped'") == 1);
        Assert.Equal(before[2], Generations()[2]);
    }

    [PostgresFact]
    public void Random_commands_are_recorded_so_that_the_local_engine_repeats_the_run()
    {
        string scenario = Write("""
            name: steered
            seed: 9
            replicates: 8
            generations: 30000
            vocabulary: { captions: 6 }
            textModel: { captionsPerGeneration: 60 }
            corpus: { captionsPerGeneration: 4 }
            userContent: { imagesPerCaption: 1 }
            record: { every: 1250, captions: true, snapshots: [0, 30000] }

            """);
        Tool.Submit(scenario, _database.Address);
        Start(2);
        var random = new Random(20261130);
        for (int i = 0; i < 20; i++)
        {
            Give(random.Next(2) == 0 ? new CommandTarget() : new CommandTarget(Ecosystem: random.Next(1, 9)), Command(random));
            Patience.Until("most have heard", () => _database.Count("SELECT count(*) FROM pending_command") <= random.Next(8));
        }

        while (_database.Count("SELECT count(*) FROM experiment WHERE finished_at IS NULL") > 0)
        {
            Give(new CommandTarget(), new ResumeCommand());
            Patience.Until("all have heard", () => _database.Count("SELECT count(*) FROM pending_command") == 0);
        }

        long applied = _database.Count("SELECT count(*) FROM command WHERE applied_generation > 0");
        output.WriteLine($"{applied} commands took effect");
        Assert.True(applied > 20, $"{applied} commands took effect after the beginning.");
        Tool.Do("export", _database.Address, "--out", _folder.File("all"));
        for (int ecosystem = 1; ecosystem <= 8; ecosystem++)
        {
            string replay = _folder.File($"replay-{ecosystem}.yaml"), results = _folder.File($"replay-{ecosystem}.db");
            File.WriteAllText(replay, Tool.Output("show", ecosystem.ToString(CultureInfo.InvariantCulture), "--store", _database.Address, "--as-scenario"));
            Tool.Do("run", replay, "--out", results, "--quiet");
            Tool.Do("export", results, "--out", _folder.File($"replay-{ecosystem}"));
            foreach (string table in (string[])["text_metric.csv", "image_metric.csv", "caption_metric.csv"])
            {
                Dictionary<long, string> expected = Export.RowsByEcosystem(Path.Combine(_folder.File($"replay-{ecosystem}"), table));
                Assert.Equal(expected[ecosystem], Export.RowsByEcosystem(Path.Combine(_folder.File("all"), table))[ecosystem]);
            }
        }
    }

    [PostgresFact]
    public void An_ecosystem_that_fails_does_so_alone_and_its_error_is_recorded()
    {
        Tool.Submit(
            Write("""
                name: failing
                replicates: 5
                generations: 20000
                vocabulary: { captions: 4 }
                textModel: { captionsPerGeneration: 50 }
                record: { every: 1000 }
                """),
            _database.Address);
        // Beyond what a generation may have: an actor refuses it when the two come together.
        Give(new CommandTarget(Ecosystem: 3), new SetCommand(SteeredSetting.CorpusCaptions, PromptSpec.MostCaptions), new InjectCommand(1, 0));
        Start(2);
        AwaitEnd();
        Assert.Equal(4, _database.Count("SELECT count(*) FROM ecosystem WHERE status = 'finished'"));
        object?[] failed = Assert.Single(_database.Query("SELECT id, error FROM ecosystem WHERE status = 'failed'"));
        Assert.Equal(3L, failed[0]);
        Assert.StartsWith("ArgumentOutOfRangeException: ", (string)failed[1]!, StringComparison.Ordinal);
    }

    [PostgresFact]
    public void What_throws_before_the_first_message_fails_its_ecosystem_too()
    {
        Tool.Submit(Write("""
            name: damaged
            replicates: 3
            generations: 50
            vocabulary: { captions: 4 }
            """), _database.Address);
        _database.Execute("UPDATE ecosystem SET status = 'running', generation = 7 WHERE id = 2");
        Start(1);
        AwaitEnd();
        Assert.Equal(2, _database.Count("SELECT count(*) FROM ecosystem WHERE status = 'finished'"));
        Assert.StartsWith("FormatException: ", (string)_database.Query("SELECT error FROM ecosystem WHERE status = 'failed' AND id = 2")[0][0]!, StringComparison.Ordinal);
    }

    [PostgresFact]
    public void A_second_cluster_on_the_same_database_doubles_nothing()
    {
        string scenario = Write("""
            name: twice
            seed: 11
            replicates: 16
            generations: 6000
            vocabulary: { captions: 5 }
            textModel: { captionsPerGeneration: 50 }
            record: { every: 100, captions: true }
            """);
        Tool.Submit(scenario, _database.Address);
        // Neither knows of the other, and each starts every ecosystem: all coordinators come up twice.
        _nodes.Add(new RunningNode(_database, "alone-1"));
        _nodes.Add(new RunningNode(_database, "alone-2"));
        AwaitEnd();
        AssertSameAsLocal(scenario);
        Assert.Equal(16, _nodes.Sum(node => node.Node.Progress.Finished));
        Assert.All(_nodes, node => Assert.True(node.Node.Progress.Generations > 0, "One did all."));
        Assert.Equal(0, _database.Count("SELECT count(*) FROM suspect"));
    }

    private static string Endless(int ecosystems) => string.Create(CultureInfo.InvariantCulture, $$"""
        name: endless
        replicates: {{ecosystems}}
        generations: 10000000
        vocabulary: { captions: 10 }
        textModel: { captionsPerGeneration: 500 }
        record: { every: 1000000, captions: false }
        """);

    private static SteeringCommand Command(Random random) => random.Next(8) switch
    {
        0 => new PauseCommand(),
        1 => new ResumeCommand(),
        2 => new StepCommand(random.Next(1, 3000)),
        3 => new SetCommand(SteeredSetting.TextFrozen, random.Next(2)),
        4 => new SetCommand(SteeredSetting.TextLearningRate, random.Next(1, 5) / 4.0),
        5 => new SetCommand(SteeredSetting.CorpusCaptions, random.Next(8)),
        6 => new SetCommand(SteeredSetting.UserImages, random.Next(3)),
        _ => new InjectCommand(random.Next(1, 50), random.Next(4)),
    };

    private string Write(string scenario)
    {
        string file = _folder.File("scenario.yaml");
        File.WriteAllText(file, scenario);
        return file;
    }

    private void Start(int nodes, TimeSpan? slice = null)
    {
        for (int i = 0; i < nodes; i++)
            _nodes.Add(new RunningNode(_database, $"node-{_nodes.Count + 1}", _nodes.Count == 0 ? null : _nodes[0].Node.Address, slice));
        Patience.Until("all see each other", () => _nodes.TrueForAll(node => node.Node.Members == _nodes.Count));
    }

    private void AwaitEnd() => Patience.Until(
        "all is finished",
        () => _database.Count("SELECT count(*) FROM experiment WHERE finished_at IS NULL") == 0,
        TimeSpan.FromMinutes(5));

    private bool AtWork(string node) => _database.Count($"SELECT count(*) FROM attempt WHERE node = '{node}'") > 0;

    private Dictionary<long, int> Generations() => _database.Query("SELECT id, generation FROM ecosystem").ToDictionary(row => (long)row[0]!, row => (int)row[1]!);

    private void Give(CommandTarget target, params SteeringCommand[] commands) =>
        StoredCommands.Submit(_database.Address, target, commands, DateTimeOffset.UtcNow);

    private void AssertSameAsLocal(string scenario)
    {
        Tool.Do("run", scenario, "--out", _folder.File("local.db"), "--quiet");
        Tool.Do("export", _folder.File("local.db"), "--out", _folder.File("local"));
        Tool.Do("export", _database.Address, "--out", _folder.File("cluster"));
        Export.AssertSame(_folder.File("local"), _folder.File("cluster"));
    }
}
