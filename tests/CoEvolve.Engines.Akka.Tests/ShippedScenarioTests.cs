using CoEvolve.Cli;
using CoEvolve.Cluster.Tests;

namespace CoEvolve.Engines.Akka.Tests;

/// <summary>The command with this engine, on one machine: the scenarios that are shipped, in all their generations.</summary>
public sealed class ShippedScenarioTests : IDisposable
{
    private readonly ProcessFolder _folder = new();

    public static TheoryData<string> Scenarios => [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "scenarios"), "*.yaml").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void There_are_scenarios() => Assert.True(Scenarios.Count >= 5, $"{Scenarios.Count} scenarios");

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void A_shipped_scenario_gives_the_same_bytes_as_on_the_local_engine(string scenario)
    {
        foreach (string engine in (string[])["local", "akka"])
        {
            Tool.Do("run", scenario, "--set", "replicates=2", "--engine", engine, "--out", _folder.File($"{engine}.db"), "--quiet");
            Tool.Do("export", _folder.File($"{engine}.db"), "--out", _folder.File(engine));
        }

        Export.AssertSame(_folder.File("local"), _folder.File("akka"));
    }

    [Fact]
    public async Task A_run_that_began_on_this_engine_goes_on_with_another()
    {
        string file = _folder.File("both.db"), paused = _folder.File("paused.yaml"), whole = _folder.File("whole.yaml");
        File.WriteAllText(whole, Scenario);
        File.WriteAllText(paused, Scenario + "commands: [{ at: 40, do: pause }]\n");
        using (var stop = new CancellationTokenSource())
        {
            using StringWriter output = new(), error = new();
            Task watching = Task.Run(() =>
            {
                Patience.Until("all are paused", () => error.ToString().Contains("paused: 3 ecosystems wait", StringComparison.Ordinal));
                stop.Cancel();
            });
            Assert.Equal(130, CommandLine.Run(["run", paused, "--engine", "akka", "--out", file], new Streams(output, TextWriter.Synchronized(error), Interactive: false), stop.Token));
            await watching;
        }

        Tool.Do("resume", "--store", file);
        Tool.Do("run", paused, "--engine", "local", "--resume", "--out", file, "--quiet");
        Tool.Do("export", file, "--out", _folder.File("both"));
        Tool.Do("run", whole, "--out", _folder.File("whole.db"), "--quiet");
        Tool.Do("export", _folder.File("whole.db"), "--out", _folder.File("whole"));
        Export.AssertSame(_folder.File("whole"), _folder.File("both"), "experiment.csv", "command.csv");
    }

    private const string Scenario = """
        name: other
        replicates: 3
        generations: 100
        vocabulary: { captions: 6 }
        textModel: { captionsPerGeneration: 50 }

        """;
}
