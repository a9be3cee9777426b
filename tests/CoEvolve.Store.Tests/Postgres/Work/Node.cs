using CoEvolve.Engines;
using CoEvolve.Postgres.Testing;

namespace CoEvolve.Store.Tests;

/// <summary>A node of one test: a store that can be made to die, as a process does, without telling anybody.</summary>
internal sealed class Node : IDisposable
{
    private readonly PostgresDatabase _database;
    private readonly string _name;

    public Node(PostgresDatabase database, string name, TimeSpan? silence = null, string version = "0.1.0", TimeSpan? poll = null, Action? beforeCommit = null)
    {
        _database = database;
        _name = name;
        var options = new PostgresRunOptions
        {
            Node = name,
            Version = version,
            SilenceTimeout = silence ?? TimeSpan.FromSeconds(60),
            PollInterval = poll ?? TimeSpan.FromSeconds(0.2),
            Notice = notice => Notices.Enqueue(notice.Message),
        };
        Store = PostgresRunStore.Open(StoreAddress.Parse(database.Address), options, beforeCommit, CancellationToken.None);
    }

    public PostgresRunStore Store { get; }

    public System.Collections.Concurrent.ConcurrentQueue<string> Notices { get; } = new();

    /// <summary>Ends all its connections at once, and leaves its claims as they are: what a kill does.</summary>
    public void Die() =>
        _database.Query($"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = 'coevolve {_name}'");

    public void Dispose() => Store.Dispose();

    /// <summary>The ids of a claim; none without a claim.</summary>
    public static long[] Ids(IClaim? claim) => claim is null ? [] : [.. claim.Ecosystems.Select(ecosystem => ecosystem.Id)];

    /// <summary>Stores the next generations of all that a claim has, or the last ones.</summary>
    public static void Advance(IClaim claim, int generations, ExperimentDefinition? experiment = null)
    {
        experiment ??= Samples.Experiment();
        claim.Commit([.. claim.Ecosystems.Select(e => Samples.Slice(e, Math.Min(e.Generation + generations, experiment.Generations), experiment.Generations, experiment))]);
        claim.Dispose();
    }

    /// <summary>Claims an ecosystem that is to be had. For no longer than a minute.</summary>
    public IClaim Take(EcosystemKey ecosystem)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        NamedClaim claim = Store.Claim(ecosystem, limit.Token);
        Assert.Equal(NoClaim.Taken, claim.Reason);
        return claim.Claim!;
    }

    /// <summary>Claims until there is something.</summary>
    public IClaim AwaitClaim(int most)
    {
        IClaim? claim = null;
        Assert.True(SpinWait.SpinUntil(() => (claim = Store.Claim(most)) is not null, TimeSpan.FromMinutes(1)), "Nothing to claim within a minute.");
        return claim!;
    }
}
