using System.Globalization;
using CoEvolve.Actors;
using CoEvolve.Postgres.Testing;
using CoEvolve.Store;
using Xunit.Abstractions;

namespace CoEvolve.Cluster.Tests;

/// <summary>Commands to ecosystems that three busy nodes compute.</summary>
public sealed class SteeringTests(ITestOutputHelper output) : IDisposable
{
    // What a command has on a quiet machine; tests wait longer, because this one may be busy, and print what it took.
    private static readonly TimeSpan Generous = TimeSpan.FromSeconds(20);

    private readonly Journal _journal = new();
    private readonly ProcessFolder _folder = new();
    private readonly PostgresDatabase _database = SharedPostgres.CreateDatabase();

    public void Dispose()
    {
        output.WriteLine(_journal.ToString());
        _folder.Dispose();
        _database.Dispose();
    }

    [PostgresFact]
    public void A_command_takes_effect_soon_and_waits_for_nobody_while_three_nodes_are_busy()
    {
        const int ecosystems = 12, rounds = 6;
        Submit(SteeredWork.Endless(ecosystems));
        using var fleet = new NodeFleet(_folder, _journal, _database, seed: 1);
        Patience.Until("all nodes have work", () => _database.Count("SELECT count(DISTINCT node) FROM attempt") == NodeFleet.Nodes);
        var giving = new List<double>();
        var effects = new List<double>();
        var random = new Random(7);
        for (int round = 0; round < rounds; round++)
        {
            long ecosystem = random.Next(1, ecosystems + 1);
            foreach ((SteeringCommand command, string status) in new (SteeringCommand, string)[] { (new PauseCommand(), "paused"), (new ResumeCommand(), "running") })
            {
                TimeSpan start = _journal.Elapsed;
                Assert.Equal(1, Give(new CommandTarget(Ecosystem: ecosystem), command).Given);
                giving.Add((_journal.Elapsed - start).TotalSeconds);
                Patience.Until($"ecosystem {ecosystem} is {status}", () => (string)_database.Query($"SELECT status FROM ecosystem WHERE id = {ecosystem}")[0][0]! == status, Generous);
                effects.Add((_journal.Elapsed - start).TotalSeconds);
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"given in {giving.Max():0.000} s at most, in effect after {effects.Order().ElementAt(effects.Count / 2):0.000} s (median), {effects.Max():0.000} s (most)"));
        Assert.True(giving.Max() < Generous.TotalSeconds);
        Assert.Equal(2 * rounds, _database.Count("SELECT count(*) FROM command WHERE applied_generation IS NOT NULL"));
        Assert.Equal(0, _database.Count("SELECT count(*) FROM pending_command"));
        fleet.Stop();
    }

    [PostgresFact]
    public void A_run_with_fifty_random_commands_is_replayed_by_the_local_engine()
    {
        const int commands = 50;
        Submit(SteeredWork.OfAFewSeconds);
        using (var fleet = new NodeFleet(_folder, _journal, _database, seed: 1))
        {
            Patience.Until("all nodes have work", () => _database.Count("SELECT count(DISTINCT node) FROM attempt") == NodeFleet.Nodes);
            var random = new Random(20261129);
            for (int i = 0; i < commands; i++)
            {
                Give(SteeredWork.Target(random), SteeredWork.Command(random));
                Patience.Until("it is somewhere", () => _database.Count("SELECT count(*) FROM pending_command") <= random.Next(8), Generous);
            }

            while (_database.Count("SELECT count(*) FROM experiment WHERE finished_at IS NULL") > 0)
            {
                Give(new CommandTarget(), new ResumeCommand());
                Patience.Until("all have heard", () => _database.Count("SELECT count(*) FROM pending_command") == 0, Generous);
            }

            fleet.Stop();
        }

        long applied = _database.Count("SELECT count(*) FROM command WHERE applied_generation IS NOT NULL"), generations = _database.Count("SELECT count(DISTINCT applied_generation) FROM command WHERE applied_generation > 0");
        output.WriteLine($"{applied} commands took effect, at {generations} generations");
        Assert.True(applied > commands, "Too few commands took effect.");
        Assert.True(generations > 10, "The commands took effect at too few generations.");
        Assert.Equal(0, _database.Count("SELECT count(*) FROM ecosystem WHERE status = 'failed'"));
        File.WriteAllText(_folder.File("replay.yaml"), Tool.Output("show", "--store", _database.Address, "--as-scenario"));
        ChildProcess.RunCommand(_folder, _journal, "replay", "run", "replay.yaml", "--out", "replay.db", "--quiet");
        Tool.Do("export", _database.Address, "--out", _folder.File("cluster"));
        ChildProcess.RunCommand(_folder, _journal, "replay", "export", "replay.db", "--out", "replay");
        Export.AssertSame(_folder.File("replay"), _folder.File("cluster"), but: ["experiment.csv", "command.csv"]);
    }

    [PostgresFact]
    public void A_rolling_restart_of_all_nodes_loses_and_doubles_nothing()
    {
        const int rounds = 3;
        Submit(SteeredWork.OfAFewSeconds);
        using (var fleet = new NodeFleet(_folder, _journal, _database, seed: 1))
        {
            for (int round = 0; round < rounds; round++)
            {
                for (int place = 0; place < NodeFleet.Nodes; place++)
                {
                    Patience.Until("all nodes have work", () => _database.Count("SELECT count(DISTINCT node) FROM attempt") == NodeFleet.Nodes);
                    fleet.Restart(place);
                }
            }

            Assert.True(_database.Count("SELECT count(*) FROM experiment WHERE finished_at IS NULL") > 0, "The work was over before the last node was restarted.");
            Patience.Until("the experiment is closed", () => _database.Count("SELECT count(*) FROM experiment WHERE finished_at IS NULL") == 0);
            Assert.Equal(0, _database.Count("SELECT count(*) FROM suspect"));
            fleet.Stop();
        }

        Tool.Do("export", _database.Address, "--out", _folder.File("cluster"));
        ChildProcess.RunCommand(_folder, _journal, "local", "run", "work.yaml", "--out", "local.db", "--quiet");
        ChildProcess.RunCommand(_folder, _journal, "local", "export", "local.db", "--out", "local");
        Export.AssertSame(_folder.File("local"), _folder.File("cluster"));
    }

    private void Submit(string scenario)
    {
        File.WriteAllText(_folder.File("work.yaml"), scenario);
        Tool.Submit(_folder.File("work.yaml"), _database.Address);
    }

    private CommandReceipt Give(CommandTarget target, SteeringCommand command) =>
        StoredCommands.Submit(_database.Address, target, [command], DateTimeOffset.UtcNow);
}
