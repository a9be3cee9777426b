using System.Globalization;
using System.Text;
using CoEvolve.Actors;
using CoEvolve.Engines;
using CoEvolve.Store;

namespace CoEvolve.Cli.Tests;

/// <summary>Runs that are steered from another process, as far as the command line goes: here the run is a thread.</summary>
public sealed class SteerTests : IDisposable
{
    private const string Scenario = """
        seed: 5
        replicates: 3
        generations: 20
        vocabulary: { captions: 4 }
        textModel: { captionsPerGeneration: 30 }
        record: { every: 1, captions: true, snapshots: [0, 20] }
        sweep:
          userContent.imagesPerCaption: [0, 2]

        """;

    private readonly TemporaryFolder _folder = new();

    private string Results => _folder.File("results.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_run_that_pauses_waits_for_a_command_and_gives_the_bits_of_one_that_never_did()
    {
        Run run = Start(Scenario + "commands: [{ at: 3, do: pause }, { at: 7, do: pause, ecosystems: 2 }]\n");
        run.WaitFor("paused: 6 ecosystems wait for 'coevolve resume --store " + Results + "'");
        AssertStatuses("6 paused");
        Assert.Equal("resume: given to 3 ecosystems of experiment 1\n", Said("resume", "--point", "2"));
        run.WaitFor("paused: 3 ecosystems wait");
        AssertStatuses("3 paused, 3 finished");
        Assert.Equal("step 2: given to 1 ecosystem of experiment 1\n", Said("step", "2", "--ecosystem", "3"));
        run.WaitUntil(() => Generation(3) == 5);
        Assert.Equal("resume: given to 3 ecosystems of experiment 1; 3 are over and left out\n", Said("resume"));
        run.WaitUntil(() => Generation(2) == 7 && Status(1) == EcosystemStatus.Finished && Status(3) == EcosystemStatus.Finished);
        Assert.Equal("resume: given to 1 ecosystem of experiment 1; 5 are over and left out\n", Said("resume"));
        Assert.Equal(0, await run.ExitCode);

        string plain = _folder.File("plain.db");
        Assert.Equal(0, Tool.Run("run", _folder.Write("plain.yaml", Scenario), "--out", plain, "--quiet").ExitCode);
        Assert.Equal(Database.Everything(plain), Database.Everything(Results));
        Assert.Contains("took effect at generation", Tool.Run("show", "3", "--store", Results).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_happened_is_replayed_by_the_scenario_that_show_writes()
    {
        const int waves = 8, commandsPerWave = 7;
        Run run = Start(Scenario + "commands: [{ at: 0, do: pause }]\n");
        var random = new Random(20261129);
        for (int wave = 0; wave < waves; wave++)
        {
            for (int i = 0; i < commandsPerWave; i++)
                StoredCommands.Submit(Wait(run), Target(random), [Command(random)], DateTimeOffset.UtcNow);
            int before = 2 * wave;
            run.WaitUntil(() => Enumerable.Range(1, 6).All(id => Generation(id) == before));
            Said("step", "2");
            run.WaitUntil(() => Enumerable.Range(1, 6).All(id => Generation(id) == before + 2));
        }

        Said("stop", "--ecosystem", "4");
        run.WaitUntil(() => Status(4) == EcosystemStatus.Stopped);
        Said("resume");
        Assert.Equal(0, await run.ExitCode);

        string scenario = _folder.Write("replay.yaml", Tool.Run("show", "--store", Results, "--as-scenario").Output), replay = _folder.File("replay.db");
        using (ResultsReader results = ResultsReader.Open(Results))
            Assert.True(results.AppliedCommands().Count > waves * commandsPerWave, "Some commands never took effect.");
        ToolResult replayed = Tool.Run("run", scenario, "--out", replay, "--quiet");
        Assert.True(replayed.ExitCode == 0, replayed.Error);
        Assert.Equal(Database.Everything(Results), Database.Everything(replay));
        Assert.Equal(Ecosystems(Results), Ecosystems(replay));

        // And commands made a difference.
        Assert.Equal(0, Tool.Run("run", _folder.Write("plain.yaml", Scenario), "--out", _folder.File("plain.db"), "--quiet").ExitCode);
        Assert.NotEqual(Database.Everything(_folder.File("plain.db")), Database.Everything(Results));
        // The scenario that was written is its own replay.
        Assert.Equal(File.ReadAllText(scenario), Tool.Run("show", "--store", replay, "--as-scenario").Output);
    }

    [Fact]
    public async Task A_command_reaches_a_run_that_was_interrupted_when_it_goes_on()
    {
        using var interruption = new CancellationTokenSource();
        Run run = Start(Scenario + "commands: [{ at: 3, do: pause }]\n", interruption.Token);
        run.WaitFor("paused: 6 ecosystems");
        await interruption.CancelAsync();
        Assert.Equal(130, await run.ExitCode);
        Said("set", "textModel.frozen=true", "corpus.captionsPerGeneration=3");
        Said("resume");
        Assert.Equal(0, Tool.Run("run", _folder.File("run.yaml"), "--out", Results, "--quiet", "--resume").ExitCode);
        Assert.Equal([3L], Database.Rows(Results, "SELECT DISTINCT applied_generation FROM command").Select(row => row[0]));
        Assert.Equal(6 * 3, Database.Number(Results, "SELECT count(*) FROM command"));
        // A frozen model keeps its shares.
        Assert.Equal(1, Database.Number(Results, "SELECT count(DISTINCT gini_simpson) FROM text_metric WHERE ecosystem_id = 1 AND generation >= 3"));
        Assert.Equal(4, Database.Number(Results, "SELECT count(DISTINCT gini_simpson) FROM text_metric WHERE ecosystem_id = 1 AND generation <= 3"));
    }

    [Theory]
    [InlineData("'step 0' is no command; allowed is a whole number of generations, 1 or more", "step", "0")]
    [InlineData("'seed' cannot be set while an ecosystem runs; allowed is textModel.learningRate", "set", "seed=3")]
    [InlineData("textModel.learningRate is '2'; allowed is more than 0, up to 1", "set", "textModel.learningRate=2")]
    [InlineData("'inject captions=-1' is no command", "inject", "captions=-1")]
    [InlineData("--point and --ecosystem are both given", "pause", "--point", "1", "--ecosystem", "1")]
    [InlineData("has no ecosystem 99; it has 1 to 6", "pause", "--ecosystem", "99")]
    [InlineData("has no point 3; it has 1 to 2", "pause", "--point", "3")]
    [InlineData("has no experiment 2", "pause", "--experiment", "2")]
    [InlineData("6 ecosystems of experiment 1 are over; only one that waits, runs or is paused takes commands", "pause")]
    public void What_cannot_be_is_refused_and_nothing_is_stored(string says, params string[] arguments)
    {
        Assert.Equal(0, Tool.Run("run", _folder.Write("run.yaml", Scenario), "--out", Results, "--quiet").ExitCode);
        Assert.Contains(says, Tool.Run([.. arguments, "--store", Results]).Refusal(), StringComparison.Ordinal);
        Assert.Equal(0, Database.Number(Results, "SELECT count(*) FROM command"));
    }

    [Fact]
    public void A_store_that_is_not_there_is_refused() =>
        Assert.Contains("there is no such file", Tool.Run("pause", "--store", Results).Refusal(), StringComparison.Ordinal);

    [Fact]
    public void What_commands_would_make_of_a_model_must_be_possible()
    {
        const string frozen = """
            generations: 5
            vocabulary: { captions: 3 }
            textModel: { frozen: true }
            imageModel: { images: statistics }

            """;
        string scenario = _folder.Write("frozen.yaml", frozen + "commands: [{ at: 0, do: pause }, { at: 2, do: set textModel.frozen=false }]\n");
        Assert.Contains("commands has 'set textModel.frozen=false' at generation 2, which cannot be", Tool.Run("validate", scenario).Refusal(), StringComparison.Ordinal);
    }

    private static CommandTarget Target(Random random) => random.Next(3) switch
    {
        0 => new CommandTarget(),
        1 => new CommandTarget(Point: random.Next(1, 3)),
        _ => new CommandTarget(Ecosystem: random.Next(1, 7)),
    };

    private static SteeringCommand Command(Random random) => random.Next(8) switch
    {
        0 => new SetCommand(SteeredSetting.TextFrozen, random.Next(2)),
        1 => new SetCommand(SteeredSetting.ImageFrozen, random.Next(2)),
        2 => new SetCommand(SteeredSetting.TextLearningRate, random.Next(1, 5) / 4.0),
        3 => new SetCommand(SteeredSetting.ImageLearningRate, random.Next(1, 5) / 4.0),
        4 => new SetCommand(SteeredSetting.CorpusCaptions, random.Next(5)),
        5 => new SetCommand(SteeredSetting.UserImages, random.Next(3)),
        6 => new InjectCommand(random.Next(1, 9), random.Next(3)),
        _ => new PauseCommand(),
    };

    private Run Start(string scenario, CancellationToken interruption = default) => new(_folder.Write("run.yaml", scenario), Results, interruption);

    private string Said(params string[] arguments)
    {
        ToolResult result = Tool.Run([.. arguments, "--store", Results]);
        Assert.True(result.ExitCode == 0, result.Error);
        return result.Output.ReplaceLineEndings("\n");
    }

    private string Wait(Run run)
    {
        run.WaitUntil(() => File.Exists(Results));
        return Results;
    }

    private void AssertStatuses(string statuses) => Assert.Contains(statuses, Tool.Run("show", "--store", Results).Output, StringComparison.Ordinal);

    private int Generation(long ecosystem) => Entry(ecosystem).Generation;

    private EcosystemStatus Status(long ecosystem) => Entry(ecosystem).Status;

    private EcosystemEntry Entry(long ecosystem)
    {
        using var results = ResultsReader.Open(Results);
        return results.Ecosystem(ecosystem).Entry;
    }

    private static string Ecosystems(string file) => string.Join(
        '\n', Database.Rows(file, "SELECT id, status, generation, text_collapse, image_collapse FROM ecosystem ORDER BY id").Select(row => string.Join(',', row.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture)))));

    /// <summary>A run on a thread of its own, whose messages can be waited for.</summary>
    private sealed class Run
    {
        private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

        private readonly StringBuilder _said = new();
        private readonly TextWriter _error;

        public Run(string scenario, string results, CancellationToken interruption)
        {
            _error = TextWriter.Synchronized(new StringWriter(_said, CultureInfo.InvariantCulture));
            ExitCode = Task.Factory.StartNew(
                () => CommandLine.Run(["run", scenario, "--out", results, "--parallel", "2"], new Streams(TextWriter.Null, _error, Interactive: false), interruption),
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default);
        }

        public Task<int> ExitCode { get; }

        public void WaitFor(string text) => WaitUntil(() => Said().Contains(text, StringComparison.Ordinal));

        public void WaitUntil(Func<bool> condition)
        {
            // What a run that has ended has brought about is there by then.
            Assert.True(SpinWait.SpinUntil(() => ExitCode.IsCompleted || condition(), Patience), "Waited in vain. The run said:\n" + Said());
            Assert.True(condition(), "The run ended before. It said:\n" + Said());
        }

        private string Said()
        {
            lock (_error)
                return _said.ToString();
        }
    }
}
