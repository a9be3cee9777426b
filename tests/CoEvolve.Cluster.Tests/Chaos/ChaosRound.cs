using System.Diagnostics;
using CoEvolve.Postgres.Testing;
using Npgsql;

namespace CoEvolve.Cluster.Tests;

/// <summary>
/// One round: three nodes compute an experiment, and every second one of them is killed, until it is finished. Meanwhile the
/// process that follows it is interrupted, a node is frozen, and the database killed. In the end the results must be those of a
/// run that was left alone.
/// </summary>
internal sealed class ChaosRound : IDisposable
{
    private const int LeastHits = 10;

    private static readonly TimeSpan KillEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MostDuration = TimeSpan.FromMinutes(10);

    private readonly int _seed;
    private readonly LocalRun _local;
    private readonly Journal _journal;
    private readonly ProcessFolder _folder = new();
    private readonly PrivatePostgres _server;
    private readonly PostgresDatabase _database;
    private readonly Takeovers _takeovers;
    private readonly string _scenario;
    private readonly CancellationTokenSource _stop = new();
    private NodeFleet? _fleet;
    private ChildProcess? _follower;
    private Task _troubles = Task.CompletedTask;
    private TimeSpan _thaw;
    private TimeSpan _outage;

    /// <summary>Starts a server.</summary>
    /// <param name="seed">Says who is killed, and when what happens.</param>
    /// <param name="local">What must come out.</param>
    /// <param name="journal">Gets everything that happens.</param>
    public ChaosRound(int seed, LocalRun local, Journal journal)
    {
        (_seed, _local, _journal) = (seed, local, journal);
        _server = new PrivatePostgres(durable: true);
        _database = _server.CreateDatabase();
        _takeovers = new Takeovers(_database, journal);
        _scenario = ChaosScenario.Write(_folder, local.Replicates);
    }

    /// <summary>Runs it.</summary>
    /// <exception cref="ChaosException">Something did not hold; the message has all that happened.</exception>
    public ChaosReport Run()
    {
        try
        {
            return RunToTheEnd();
        }
        catch (Exception exception)
        {
            _stop.Cancel();
            Task.WhenAny(_troubles).Wait();
            File.WriteAllText(_folder.File("server.log"), _server.Log);
            File.WriteAllText(_folder.File("journal.txt"), _journal.ToString());
            _folder.Keep();
            throw new ChaosException($"seed {_seed}: {exception.Message}\n{_journal}\nJournal, exports and the server's log are in {_folder.Path}.", exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _folder.Dispose();
        _fleet?.Dispose();
        _follower?.Dispose();
        _takeovers.Dispose();
        _server.Dispose(); // and the database with it
        _stop.Dispose();
    }

    private ChaosReport RunToTheEnd()
    {
        TimeSpan start = _journal.Elapsed;
        _follower = Follow();
        _fleet = new NodeFleet(_folder, _journal, _database, _seed);
        _troubles = Task.Factory.StartNew(MakeTrouble, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        int kills = KillUntilFinished();
        TimeSpan duration = _journal.Elapsed - start;
        Assert.True(_troubles.IsCompleted, "The experiment was finished before all its troubles were over: it has too little work.");
        _troubles.GetAwaiter().GetResult();
        _fleet.Stop();
        Assert.Equal(0, _follower.ExitCode(TimeSpan.FromMinutes(1)));
        CheckResults();
        Assert.Equal(0, _takeovers.Pending);
        Assert.True(_takeovers.Aborted >= LeastHits, $"{_takeovers.Aborted} of {kills} kills hit uncommitted work; at least {LeastHits} should.");
        return new ChaosReport(_seed, kills, _takeovers.Aborted, _takeovers.CutOff, duration, _takeovers.Times, _thaw, _outage);
    }

    private int KillUntilFinished()
    {
        using var view = new ClusterView(_database);
        int kills = 0;
        TimeSpan start = _journal.Elapsed;
        for (TimeSpan next = start + KillEvery; ; next += KillEvery)
        {
            TimeSpan now = _journal.Elapsed;
            if (next > now)
                Thread.Sleep(next - now); // a kill every second, by the clock
            else
                next = now; // the machine is busy
            if (_troubles.IsFaulted)
                _troubles.GetAwaiter().GetResult();
            if (TryAsk(view.IsFinished))
                return kills;
            Assert.True(_journal.Elapsed - start < MostDuration, $"The experiment is not finished after {MostDuration.TotalMinutes} minutes.");
            long killed = Stopwatch.GetTimestamp();
            (int place, ChildProcess node) = _fleet!.Kill();
            kills++;
            if (TryAsk(() => WorkOf(view, node, killed)) is { } work)
                _takeovers.Add(work);
            _fleet.Replace(place);
        }
    }

    private static DeadWork? WorkOf(ClusterView view, ChildProcess node, long since) => view.AttemptsOf(node.Name) is [.., Attempt attempt]
        ? new DeadWork(node.Name, attempt, view.Generations(attempt.Ecosystems), since)
        : null;

    // Nothing while the database is away.
    private static T? TryAsk<T>(Func<T> question)
    {
        try
        {
            return question();
        }
        catch (NpgsqlException)
        {
            return default;
        }
    }

    private void MakeTrouble()
    {
        var random = new Random(_seed);
        Until("the experiment is submitted", () => _follower!.HasSaid("experiment 1 submitted"));
        Pause(random, 1, 3);
        DetachAndAttach();
        Pause(random, 0, 2);
        Freeze(random);
        Pause(random, 1, 5);
        KillDatabase(random);
    }

    private void Pause(Random random, int least, int most)
    {
        _stop.Token.WaitHandle.WaitOne(TimeSpan.FromSeconds(least + ((most - least) * random.NextDouble())));
        _stop.Token.ThrowIfCancellationRequested();
    }

    // No longer than anybody wants to know.
    private void Until(string what, Func<bool> isSo) => Patience.Until(
        what,
        () =>
        {
            _stop.Token.ThrowIfCancellationRequested();
            return isSo();
        });

    private ChildProcess Follow(params string[] options) => ChildProcess.StartCommand(
        _folder, _journal, "run", ["run", _scenario, "--engine", "postgres", "--store", _database.Address, .. options]);

    private void DetachAndAttach()
    {
        _follower!.Signal("INT");
        Assert.Equal(130, _follower.ExitCode(TimeSpan.FromMinutes(1)));
        Assert.True(_follower.HasSaid("detached: experiment 1 stays in"));
        _follower.Dispose();
        _follower = Follow("--resume");
        Until("it is followed again", () => _follower.HasSaid("experiment 1 is in"));
    }

    // Longer than the database bears: others must have all that the node held before it may go on.
    private void Freeze(Random random)
    {
        using var view = new ClusterView(_database);
        (ChildProcess node, DeadWork work) = FreezeOneAtWork(view, random);
        long[] ecosystems = work.Attempt.Ecosystems;
        var taken = new HashSet<long>();
        Until(
            "others have what the frozen node held",
            () =>
            {
                taken.UnionWith(view.TakenUp(work.Attempt.Id, ecosystems, work.Generations));
                return taken.Count == ecosystems.Length;
            });
        _thaw = Stopwatch.GetElapsedTime(work.Since);
        Assert.True(_thaw > TimeSpan.FromSeconds(NodeFleet.SilenceSeconds - 1), $"It was taken away after {_thaw.TotalSeconds} s already.");
        _journal.Add("test", $"{ecosystems.Length} ecosystems of {node.Name}, which is frozen, are in other hands after {_thaw.TotalSeconds:0.000} s");

        node.Signal("CONT");
        Until($"{node.Name} works again", () => node.HasEnded || view.AttemptsOf(node.Name).Exists(attempt => attempt.Id > work.Attempt.Id));
        Assert.False(node.HasEnded, $"{node.Name} ended when it woke up.");
        Assert.Equal("aborted", view.FateOf(work.Attempt.Claim));
        _fleet!.Release();
    }

    private (ChildProcess Node, DeadWork Work) FreezeOneAtWork(ClusterView view, Random random)
    {
        while (true)
        {
            ChildProcess node = _fleet!.Spare(random.Next(NodeFleet.Nodes));
            if (!node.HasEnded) // and has no successor yet
            {
                Until($"{node.Name} has work", () => node.HasEnded || view.AttemptsOf(node.Name).Count > 0);
                node.Signal("STOP");
                long now = Stopwatch.GetTimestamp();
                if (view.WaitingAttemptsOf(node.Name) is [Attempt attempt])
                    return (node, new DeadWork(node.Name, attempt, view.Generations(attempt.Ecosystems), now));
                // It was between two claims, or storing.
                node.Signal("CONT");
            }

            _fleet.Release();
        }
    }

    private void KillDatabase(Random random)
    {
        TimeSpan start = _journal.Elapsed;
        _server.KillServer();
        _journal.Add("test", "the database was killed");
        Pause(random, 2, 4);
        _server.StartAgain();
        _outage = _journal.Elapsed - start;
        _journal.Add("test", "the database is back");
    }

    private void CheckResults()
    {
        IReadOnlyList<object?[]> failed = _database.Query("SELECT id, status, error FROM ecosystem WHERE status <> 'finished' OR error IS NOT NULL");
        Assert.True(failed.Count == 0, string.Join('\n', failed.Select(row => string.Join(' ', row))));
        Assert.Equal(ChaosScenario.Ecosystems(_local.Replicates), _database.Count("SELECT count(*) FROM ecosystem"));
        Assert.Empty(_database.Query("SELECT node FROM attempt"));
        Assert.Empty(_database.Query("SELECT ecosystem_id FROM suspect"));
        foreach (string table in (string[])["text_metric", "image_metric", "caption_metric", "snapshot", "dataset"])
            Assert.True(_database.Count($"SELECT count(*) FROM {table}") > 0, $"{table} has no rows.");
        Assert.Equal(
            4,
            _database.Count("""
                SELECT count(*) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indisunique AND i.indisvalid
                AND c.relname IN ('text_metric_key_1', 'image_metric_key_1', 'caption_metric_key_1', 'snapshot_key_1')
                """));
        foreach (string format in Export.Formats)
        {
            ChildProcess.RunCommand(_folder, _journal, "export", "export", _database.Address, "--format", format, "--out", format);
            Export.AssertSame(_local.ExportFolder(format), _folder.File(format));
        }
    }
}
