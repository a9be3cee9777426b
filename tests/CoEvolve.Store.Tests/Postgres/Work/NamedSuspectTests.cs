using CoEvolve.Engines;
using CoEvolve.Postgres.Testing;

namespace CoEvolve.Store.Tests;

/// <summary>Ecosystems that are asked for one by one, in the hands of nodes that die.</summary>
public sealed class NamedSuspectTests
{
    private static readonly ExperimentDefinition Experiment = Samples.Experiment(replicates: 4, generations: 100);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
    private static readonly EcosystemKey First = new(1, 1), Second = new(1, 2), Third = new(1, 3);

    [PostgresTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_a_dead_node_held_goes_on_with_a_generation_then_more_and_then_as_ever(bool byName)
    {
        using PostgresDatabase database = Submitted();
        using var dies = new Node(database, "dies");
        using var lives = new Node(database, "lives");
        using IClaim? lost = byName ? dies.Store.Claim(First).Claim : dies.Store.Claim(1);
        Assert.Equal([1L], Node.Ids(lost));
        dies.Die();

        // Whoever asks for something else finds out too, and is not limited.
        using IClaim innocent = lives.Take(Second);
        Assert.Null(innocent.Ecosystems[0].MostGenerations);
        Assert.Equal([[1L, 1, 0, 0, "dies"]], database.Query("SELECT ecosystem_id, generations, careful_until, lone_deaths, node FROM suspect"));
        var seen = new List<(int From, int? Most)>();
        while (lives.Store.Claim(First).Claim is { } claim)
        {
            (int from, int? most) = (claim.Ecosystems[0].Generation, claim.Ecosystems[0].MostGenerations);
            seen.Add((from, most));
            Assert.Equal([[(int?)from, most]], database.Query("SELECT generation, lone_generations FROM attempt WHERE ecosystem_ids = '{1}'"));
            Node.Advance(claim, most ?? 1, Experiment);
        }

        Assert.Equal([(0, 1), (1, 4), (5, 16), (21, 64), (85, 256)], seen);
        Assert.Equal(0, database.Count("SELECT count(*) FROM suspect"));
        Assert.Equal([["finished"]], database.Query("SELECT status FROM ecosystem WHERE id = 1"));
    }

    [PostgresFact]
    public void A_suspect_that_used_up_its_time_is_suspect_no_longer()
    {
        using PostgresDatabase database = Submitted();
        Kill(database, "dies", First, null);
        using var lives = new Node(database, "lives");
        Node.Advance(lives.Take(First), 1, Experiment);
        using (IClaim more = lives.Take(First))
        {
            Assert.Equal(4, more.Ecosystems[0].MostGenerations);
            Node.Advance(more, 3, Experiment);
        }

        using IClaim claim = lives.Take(First);
        Assert.Equal((4, null), (claim.Ecosystems[0].Generation, claim.Ecosystems[0].MostGenerations));
        Assert.Equal([[null, null]], database.Query("SELECT generation, lone_generations FROM attempt"));
    }

    [PostgresFact]
    public void Three_lone_deaths_at_one_generation_set_an_ecosystem_aside_and_nobody_else()
    {
        using PostgresDatabase database = Submitted();
        Kill(database, "first", First, null);
        for (int i = 1; i <= Suspicion.MostLoneDeaths; i++)
            Kill(database, $"lone {i}", First, 1);

        using var lives = new Node(database, "lives");
        using IClaim other = lives.Take(Second);
        Assert.Equal(0, database.Count("SELECT count(*) FROM ecosystem WHERE status = 'failed'"));
        using var limit = new CancellationTokenSource(Limit);
        Assert.Equal(new NamedClaim(null, NoClaim.Over), lives.Store.Claim(First, limit.Token));
        Assert.Equal(
            [["failed", 0, "It was set aside: 3 nodes died while they ran it alone from generation 0, the last of them lone 3."]],
            database.Query("SELECT status, generation, error FROM ecosystem WHERE id = 1"));
        Assert.StartsWith("Ecosystem 1 of experiment 1 failed. It was set aside", Assert.Single(lives.Notices), StringComparison.Ordinal);
        Assert.Equal(0, database.Count("SELECT count(*) FROM suspect"));
        Assert.Equal([[new long[] { 2 }]], database.Query("SELECT ecosystem_ids FROM attempt"));

        // That it is over stays so, and whoever set it aside goes on.
        Assert.Equal(new NamedClaim(null, NoClaim.Over), lives.Store.Claim(First));
        using IClaim rest = lives.Store.Claim(100)!;
        Assert.Equal([3L, 4], Node.Ids(rest));
        Assert.Single(lives.Notices);
    }

    [PostgresFact]
    public void A_stored_generation_between_deaths_starts_the_count_again()
    {
        using PostgresDatabase database = Submitted();
        Kill(database, "first", First, null);
        Kill(database, "second", First, 1);
        Kill(database, "third", First, 1);
        using var lives = new Node(database, "lives");
        Node.Advance(lives.Take(First), 1, Experiment);
        Kill(database, "fourth", First, 4);
        Kill(database, "fifth", First, 1);
        using IClaim claim = lives.Take(First);
        Assert.Equal(1, claim.Ecosystems[0].Generation);
        Assert.Equal([[2]], database.Query("SELECT lone_deaths FROM suspect"));
    }

    [PostgresFact]
    public async Task Where_a_node_died_alone_of_it_it_is_taken_once_the_others_of_the_process_have_ended_and_keeps_them_out()
    {
        using PostgresDatabase database = Submitted();
        using Node lives = AfterALoneDeath(database);
        using var elsewhere = new Node(database, "elsewhere");
        using IClaim notOfThisProcess = elsewhere.Take(Third);
        IClaim other = lives.Take(Second);
        Task<NamedClaim> waiting = Task.Run(() => lives.Store.Claim(First));
        AwaitWaiting(database, waiting);
        Node.Advance(other, 1, Experiment);
        using (IClaim alone = (await waiting.WaitAsync(Limit)).Claim!)
        {
            Assert.Equal((1L, (int?)1), (alone.Ecosystems[0].Id, alone.Ecosystems[0].MostGenerations));
            Assert.Equal(new NamedClaim(null, NoClaim.Held), elsewhere.Store.Claim(First));
            Assert.Throws<OperationCanceledException>(() => lives.Store.Claim(Second, Soon()));
            Assert.Null(lives.Store.Claim(1, Soon()));
            Node.Advance(alone, 1, Experiment);
        }

        using IClaim first = lives.Take(First), second = lives.Take(Second);
        Assert.Equal([1, 1], new[] { first, second }.Select(claim => claim.Ecosystems[0].Generation));
    }

    [PostgresFact]
    public void Who_got_nothing_keeps_nobody_from_being_alone()
    {
        using PostgresDatabase database = Submitted();
        using Node lives = AfterALoneDeath(database);
        using var elsewhere = new Node(database, "elsewhere");
        using IClaim held = elsewhere.Take(Second);
        Assert.Equal(new NamedClaim(null, NoClaim.Held), lives.Store.Claim(Second));
        Assert.Equal(new NamedClaim(null, NoClaim.Over), lives.Store.Claim(new EcosystemKey(1, 5)));
        Assert.Throws<OperationCanceledException>(() => lives.Store.Claim(Third, new CancellationToken(canceled: true)));
        using IClaim alone = lives.Take(First);
        Assert.Equal(1, alone.Ecosystems[0].MostGenerations);
    }

    [PostgresFact]
    public async Task Who_no_longer_waits_to_be_alone_holds_nothing()
    {
        using PostgresDatabase database = Submitted();
        using Node lives = AfterALoneDeath(database);
        using var elsewhere = new Node(database, "elsewhere");
        using IClaim other = lives.Take(Second);
        using var stop = new CancellationTokenSource();
        Task<NamedClaim> waiting = Task.Run(() => lives.Store.Claim(First, stop.Token));
        AwaitWaiting(database, waiting);
        await stop.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => waiting.WaitAsync(Limit));

        using IClaim beside = lives.Take(Third), first = elsewhere.Take(First);
        Assert.Equal(1, first.Ecosystems[0].MostGenerations);
    }

    [PostgresFact]
    public async Task One_that_is_acquitted_before_its_turn_comes_lets_others_in_beside_it()
    {
        using PostgresDatabase database = Submitted();
        using Node lives = AfterALoneDeath(database);
        IClaim other = lives.Take(Second);
        Task<NamedClaim> waiting = Task.Run(() => lives.Store.Claim(First));
        AwaitWaiting(database, waiting);
        database.Execute("UPDATE suspect SET lone_deaths = 0");
        other.Dispose();
        using IClaim alone = (await waiting.WaitAsync(Limit)).Claim!;
        using IClaim beside = lives.Take(Second);
        Assert.Equal([1L, 2], Node.Ids(alone).Concat(Node.Ids(beside)));
    }

    [PostgresFact]
    public void A_node_that_leaves_in_order_leaves_no_suspicion()
    {
        using PostgresDatabase database = Submitted();
        using (var leaves = new Node(database, "leaves"))
        {
            leaves.Take(First).Dispose();
            using IClaim held = leaves.Take(First), other = leaves.Take(Second);
            Assert.Equal(2, leaves.Store.GiveBackAll());
            leaves.Die();
        }

        using var next = new Node(database, "next");
        using IClaim claim = next.Take(First), rest = next.Store.Claim(100)!;
        Assert.Null(claim.Ecosystems[0].MostGenerations);
        Assert.Equal([2L, 3, 4], Node.Ids(rest));
        Assert.Equal(0, database.Count("SELECT count(*) FROM suspect"));
    }

    private static void Kill(PostgresDatabase database, string name, EcosystemKey key, int? alone)
    {
        using var dies = new Node(database, name);
        Assert.Equal(alone, dies.Take(key).Ecosystems[0].MostGenerations);
        dies.Die();
    }

    // A node that has made a suspect of the first ecosystem.
    private static Node AfterALoneDeath(PostgresDatabase database)
    {
        Kill(database, "first", First, null);
        Kill(database, "lone", First, 1);
        var lives = new Node(database, "lives");
        lives.Take(Third).Dispose();
        Assert.Equal([[1L, 1]], database.Query("SELECT ecosystem_id, lone_deaths FROM suspect"));
        return lives;
    }

    // It has let go of what it must not take yet, and nothing comes of it for as long as others are at work.
    private static void AwaitWaiting(PostgresDatabase database, Task waiting)
    {
        Assert.True(
            SpinWait.SpinUntil(
                () => database.Count("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'coevolve lives' AND state = 'idle' AND query = 'ROLLBACK'") == 1,
                Limit),
            "It does not wait.");
        Assert.Equal([[new long[] { 2 }]], database.Query("SELECT ecosystem_ids FROM attempt WHERE node = 'lives'"));
        Assert.False(waiting.IsCompleted);
    }

    // Only a claim that may be taken is quicker.
    private static CancellationToken Soon() => new CancellationTokenSource(TimeSpan.FromSeconds(0.2)).Token;

    private static PostgresDatabase Submitted()
    {
        PostgresDatabase database = SharedPostgres.CreateDatabase();
        PostgresExperiments.Add(StoreAddress.Parse(database.Address), Experiment);
        return database;
    }
}
