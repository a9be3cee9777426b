using CoEvolve.Engines;
using CoEvolve.Postgres.Testing;

namespace CoEvolve.Store.Tests;

/// <summary>What happens to ecosystems in the hands of nodes that die.</summary>
public sealed class SuspectTests
{
    private static readonly ExperimentDefinition Experiment = Samples.Experiment(replicates: 4, generations: 100);

    [PostgresFact]
    public void An_attempt_stands_while_its_claim_is_held_and_no_longer()
    {
        using PostgresDatabase database = Submitted();
        using var node = new Node(database, "one");
        using (IClaim claim = node.Store.Claim(2)!)
        {
            Assert.Equal([["one", new long[] { 1, 2 }, null, null]], database.Query("SELECT node, ecosystem_ids, generation, lone_generations FROM attempt"));
            Node.Advance(claim, 5, Experiment);
            Assert.Equal(0, database.Count("SELECT count(*) FROM attempt"));
        }

        using (node.Store.Claim(3))
            Assert.Equal(1, database.Count("SELECT count(*) FROM attempt"));
        Assert.Equal(0, database.Count("SELECT count(*) FROM attempt"));
        Assert.Equal(0, database.Count("SELECT count(*) FROM suspect"));
    }

    [PostgresFact]
    public void What_a_dead_node_held_runs_alone_first_a_generation_then_more_and_then_with_the_others()
    {
        using PostgresDatabase database = Submitted();
        using var dies = new Node(database, "dies");
        using var lives = new Node(database, "lives");
        using IClaim? lost = dies.Store.Claim(2);
        dies.Die();

        var seen = new List<(long Id, int From, int? Most)>();
        while (true)
        {
            using IClaim claim = lives.Store.Claim(10)!;
            if (claim.Ecosystems is not [{ MostGenerations: int most } only])
            {
                Assert.Equal([3L, 4], Node.Ids(claim));
                break;
            }

            seen.Add((only.Id, only.Generation, most));
            Assert.Equal([[(int?)only.Generation, (int?)most]], database.Query("SELECT generation, lone_generations FROM attempt"));
            Node.Advance(claim, most, Experiment);
        }

        Assert.Equal(
            [(1, 0, 1), (2, 0, 1), (1, 1, 4), (2, 1, 4), (1, 5, 16), (2, 5, 16), (1, 21, 64), (2, 21, 64), (1, 85, 256), (2, 85, 256)],
            seen);
        Assert.Equal(0, database.Count("SELECT count(*) FROM suspect"));
        Assert.Equal(2, database.Count("SELECT count(*) FROM ecosystem WHERE status = 'finished'"));
    }

    [PostgresFact]
    public void A_suspect_that_used_up_its_time_goes_back_to_the_others()
    {
        using PostgresDatabase database = Submitted();
        using var dies = new Node(database, "dies");
        using var lives = new Node(database, "lives");
        using IClaim? lost = dies.Store.Claim(1);
        dies.Die();
        Node.Advance(lives.Store.Claim(10)!, 1, Experiment);
        using (IClaim alone = lives.Store.Claim(10)!)
        {
            Assert.Equal(4, Assert.Single(alone.Ecosystems).MostGenerations);
            Node.Advance(alone, 3, Experiment);
        }

        using IClaim together = lives.Store.Claim(10)!;
        Assert.Equal([1L, 2, 3, 4], Node.Ids(together));
        Assert.Equal([4, 0, 0, 0], together.Ecosystems.Select(ecosystem => ecosystem.Generation));
        Assert.All(together.Ecosystems, ecosystem => Assert.Null(ecosystem.MostGenerations));
    }

    [PostgresFact]
    public void Three_lone_deaths_at_one_generation_set_an_ecosystem_aside_and_nobody_else()
    {
        using PostgresDatabase database = Submitted();
        using var lives = new Node(database, "lives");
        using var busy = new Node(database, "busy");
        using IClaim others = HoldAllBut(2, busy);
        Kill("batch", null);
        // Held, so that a node that has stored nothing has nothing else to do.
        IClaim second = HoldAllBut(1, busy);
        for (int i = 1; i <= Suspicion.MostLoneDeaths; i++)
            Kill($"lone {i}", 1);

        // The second of the dead batch runs alone and well; the first is set aside on the way to it.
        second.Dispose();
        using (IClaim claim = lives.Store.Claim(10)!)
        {
            ClaimedEcosystem other = Assert.Single(claim.Ecosystems);
            Assert.Equal((2, 1), (other.Id, other.MostGenerations));
        }

        Assert.Equal(
            [["failed", 0, "It was set aside: 3 nodes died while they ran it alone from generation 0, the last of them lone 3."]],
            database.Query("SELECT status, generation, error FROM ecosystem WHERE id = 1"));
        Assert.Equal([2L], database.Query("SELECT ecosystem_id FROM suspect").Select(row => row[0]));
        Assert.Contains(lives.Notices, notice => notice.StartsWith("Ecosystem 1 of experiment 1 failed. It was set aside", StringComparison.Ordinal));

        void Kill(string name, int? alone)
        {
            using var dies = new Node(database, name);
            IClaim claim = dies.Store.Claim(2)!;
            Assert.Equal((1, alone), (claim.Ecosystems[0].Id, claim.Ecosystems[0].MostGenerations));
            dies.Die();
        }
    }

    [PostgresFact]
    public void A_stored_generation_between_deaths_starts_the_count_again_and_goes_carefully()
    {
        using PostgresDatabase database = Submitted();
        using var lives = new Node(database, "lives");
        using var busy = new Node(database, "busy");
        using IClaim others = HoldAllBut(1, busy);
        Kill();
        Advance(1, 1);
        Kill();
        for (int i = 0; i < 4; i++)
            Advance(1, 1);
        Advance(4, 4);
        Kill();
        Kill();
        Advance(1, 1);
        Kill();
        Kill();
        Assert.Equal(2, database.Query("SELECT lone_deaths FROM suspect WHERE ecosystem_id = 1 UNION ALL SELECT 0").Count);
        Advance(1, 1);
        Assert.Equal(0, database.Count("SELECT count(*) FROM ecosystem WHERE status = 'failed'"));

        void Kill()
        {
            using var dies = new Node(database, "dies");
            Assert.Equal(1, dies.Store.Claim(1)!.Ecosystems[0].Id);
            dies.Die();
        }

        void Advance(int allowed, int by)
        {
            using IClaim claim = lives.Store.Claim(1)!;
            Assert.Equal((1L, (int?)allowed), (claim.Ecosystems[0].Id, claim.Ecosystems[0].MostGenerations));
            Node.Advance(claim, by, Experiment);
        }
    }

    [PostgresFact]
    public void After_a_lone_death_slices_are_a_sixty_fourth_of_the_deadly_one()
    {
        using PostgresDatabase database = Submitted();
        using var dies = new Node(database, "dies");
        using var lives = new Node(database, "lives");
        Assert.Equal([1L], Node.Ids(dies.Store.Claim(1)));
        dies.Die();
        foreach ((int deadly, int next) in new[] { (1, 1), (127, 1), (128, 2), (256, 4), (1 << 20, 1 << 14) })
        {
            database.Execute($"UPDATE suspect SET generations = {deadly}, careful_until = 1000, lone_deaths = 0");
            using IClaim? lost = dies.Store.Claim(1);
            Assert.Equal((1L, (int?)deadly), (lost!.Ecosystems[0].Id, lost.Ecosystems[0].MostGenerations));
            dies.Die();
            using IClaim? sweeping = lives.Store.Claim(1);
            Assert.Equal([[next, deadly, 1]], database.Query("SELECT generations, careful_until, lone_deaths FROM suspect"));
        }
    }

    [PostgresFact]
    public void A_node_that_has_stored_nothing_yet_leaves_those_alone_of_which_one_died_while_there_is_anything_else()
    {
        using PostgresDatabase database = Submitted();
        using (var first = new Node(database, "first"))
        {
            Assert.Equal([1L, 2], Node.Ids(first.Store.Claim(2)));
            first.Die();
        }

        using (var second = new Node(database, "second"))
        {
            Assert.Equal([1L], Node.Ids(second.Store.Claim(2)));
            second.Die();
        }

        using var fresh = new Node(database, "fresh");
        using IClaim innocent = fresh.Store.Claim(1)!, others = fresh.Store.Claim(2)!;
        Assert.Equal([2L], Node.Ids(innocent));
        Assert.Equal([3L, 4], Node.Ids(others));
        using (var another = new Node(database, "another"))
        using (IClaim nothingElse = another.Store.Claim(1)!)
            Assert.Equal([1L], Node.Ids(nothingElse));
        Node.Advance(innocent, 1, Experiment);
        others.Dispose();
        using IClaim once = fresh.Store.Claim(1)!;
        Assert.Equal((1L, (int?)1), (once.Ecosystems[0].Id, once.Ecosystems[0].MostGenerations));
    }

    [PostgresFact]
    public void A_node_that_gives_back_or_leaves_in_order_is_no_suspicion()
    {
        using PostgresDatabase database = Submitted();
        using (var leaves = new Node(database, "leaves"))
        {
            leaves.Store.Claim(2)!.Dispose();
            using IClaim held = leaves.Store.Claim(2)!;
            Assert.Equal(1, leaves.Store.GiveBackAll());
            leaves.Die();
        }

        using var next = new Node(database, "next");
        using IClaim all = next.Store.Claim(10)!;
        Assert.Equal([1L, 2, 3, 4], Node.Ids(all));
        Assert.Equal(0, database.Count("SELECT count(*) FROM suspect"));
    }

    [PostgresFact]
    public void A_crash_of_one_of_the_servers_processes_ends_all_claims_and_accuses_nobody()
    {
        using var server = new PrivatePostgres();
        using PostgresDatabase database = server.CreateDatabase();
        PostgresExperiments.Add(StoreAddress.Parse(database.Address), Experiment);
        using var node = new Node(database, "node");
        using IClaim claim = node.Store.Claim(2)!;
        int bystander = (int)database.Query("SELECT pid FROM pg_stat_activity WHERE backend_type = 'walwriter'")[0][0]!;
        using (var kill = System.Diagnostics.Process.GetProcessById(bystander))
            kill.Kill();
        Assert.True(SpinWait.SpinUntil(() => Record.Exception(claim.Touch) is ClaimLostException, TimeSpan.FromMinutes(1)));
        using var other = new Node(database, "other");
        using IClaim all = other.AwaitClaim(10);
        Assert.Equal([1L, 2, 3, 4], Node.Ids(all));
        Assert.Equal(0, database.Count("SELECT count(*) FROM suspect"));
    }

    [PostgresFact]
    public void A_node_that_lives_takes_back_what_it_was_accused_of()
    {
        using PostgresDatabase database = Submitted();
        using (var dies = new Node(database, "dies"))
        {
            dies.Store.Claim(1);
            dies.Die();
        }

        using var slow = new Node(database, "slow");
        using var busy = new Node(database, "busy");
        using (IClaim alone = slow.Store.Claim(1)!)
        {
            Assert.Equal(1, alone.Ecosystems[0].MostGenerations);
            slow.Die();
            using IClaim others = busy.Store.Claim(3)!;
            Assert.Equal(1, (int)database.Query("SELECT lone_deaths FROM suspect WHERE ecosystem_id = 1")[0][0]!);
        }

        // At the latest with its next claim: its connections are broken.
        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                slow.Store.Claim(1)?.Dispose();
                return (int)database.Query("SELECT lone_deaths FROM suspect WHERE ecosystem_id = 1")[0][0]! == 0;
            },
            TimeSpan.FromMinutes(1)));
    }

    [PostgresFact]
    public void A_restart_of_the_server_accuses_nobody()
    {
        using var server = new PrivatePostgres();
        using PostgresDatabase database = server.CreateDatabase();
        PostgresExperiments.Add(StoreAddress.Parse(database.Address), Experiment);
        using var node = new Node(database, "node");
        using IClaim claim = node.Store.Claim(2)!;
        server.KillServer();
        server.StartAgain();
        using var other = new Node(database, "other");
        using IClaim all = other.AwaitClaim(10);
        Assert.Equal([1L, 2, 3, 4], Node.Ids(all));
        Assert.Equal(1, database.Count("SELECT count(*) FROM attempt"));
        Assert.Equal(0, database.Count("SELECT count(*) FROM suspect"));
    }

    // What a node would take with its next claim but one.
    private static IClaim HoldAllBut(int first, Node node)
    {
        using IClaim some = node.Store.Claim(first)!;
        return node.Store.Claim(10)!;
    }

    private static PostgresDatabase Submitted()
    {
        PostgresDatabase database = SharedPostgres.CreateDatabase();
        PostgresExperiments.Add(StoreAddress.Parse(database.Address), Experiment);
        return database;
    }
}
