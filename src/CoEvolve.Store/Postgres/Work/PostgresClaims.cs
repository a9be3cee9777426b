using System.Collections.Concurrent;
using CoEvolve.Engines;
using Npgsql;

namespace CoEvolve.Store;

/// <summary>Finds work for a node's workers, and keeps account of what they hold. Thread-safe.</summary>
/// <param name="name">Of the database, for messages.</param>
/// <param name="connections">Of the node.</param>
/// <param name="open">What there is to work on.</param>
/// <param name="options">Of the node.</param>
/// <param name="beforeCommit">Called before each slice's transaction ends.</param>
internal sealed class PostgresClaims(string name, WorkConnections connections, OpenExperiments open, PostgresRunOptions options, Action beforeCommit)
{
    private readonly ConcurrentDictionary<PostgresClaim, byte> _held = new();
    private readonly ClaimGate _gate = new();
    private volatile bool _hasStored;

    /// <summary>The attempts of this node.</summary>
    public Attempts Attempts { get; } = new(connections, options.Node, options.SilenceTimeout);

    /// <summary>How long a worker may be silent.</summary>
    public TimeSpan Silence => options.SilenceTimeout;

    /// <summary>Called before each slice's transaction ends.</summary>
    public Action BeforeCommit => beforeCommit;

    /// <summary>Takes one certain ecosystem.</summary>
    /// <param name="ecosystem">Which.</param>
    /// <param name="cancellation">Ends waiting for other workers of this process.</param>
    /// <exception cref="NpgsqlException">The database failed; nothing is held.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public NamedClaim TryClaim(EcosystemKey ecosystem, CancellationToken cancellation)
    {
        Attempts.RemoveLeft();
        (NamedClaim? claim, Search search) = (null, Search.Again);
        while (claim is null)
        {
            cancellation.ThrowIfCancellationRequested();
            bool alone = search == Search.Alone;
            _gate.Enter(alone, cancellation);
            try
            {
                (claim, search) = TakeNamedOn(ecosystem, alone);
            }
            finally
            {
                if (claim?.Claim is null)
                    _gate.Leave();
            }
        }

        return claim.Value;
    }

    /// <summary>Takes work: what is suspect first, then up to so many others of one experiment. Null if there is none that is free.</summary>
    /// <exception cref="NpgsqlException">The database failed; nothing is held.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled while it waited for other workers of this process.</exception>
    public PostgresClaim? TryClaim(int most, CancellationToken cancellation)
    {
        Attempts.RemoveLeft();
        (PostgresClaim? claim, Search search) = (null, Search.Again);
        while (claim is null && search != Search.Over && !cancellation.IsCancellationRequested)
        {
            bool alone = search == Search.Alone;
            _gate.Enter(alone, cancellation);
            try
            {
                (claim, search) = TakeOn(most, alone);
            }
            finally
            {
                if (claim is null)
                    _gate.Leave();
            }
        }

        return claim;
    }

    /// <summary>Takes the attempts of all that is held away: the process ends, and the locks with it.</summary>
    /// <returns>How many claims are held.</returns>
    /// <exception cref="NpgsqlException">The database failed.</exception>
    public int GiveBackAll()
    {
        int held = _held.Count;
        Attempts.RemoveAll();
        return held;
    }

    /// <summary>Asks those to end their slices soon that hold an ecosystem for which a command has come.</summary>
    /// <exception cref="NpgsqlException">The database failed.</exception>
    public void Recall(NpgsqlConnection connection)
    {
        PostgresClaim[] held = [.. _held.Keys];
        if (held.Length == 0)
            return;
        ILookup<long, long> commands = PendingCommands.Of(connection, [.. held.SelectMany(claim => claim.StoredIds)]).ToLookup(pending => pending.Ecosystem, pending => pending.Command);
        foreach (PostgresClaim claim in held)
            claim.RecallFor(commands);
    }

    /// <summary>A claim is over.</summary>
    /// <param name="claim">One of these.</param>
    /// <param name="stored">Whether its slice was stored.</param>
    public void Closed(PostgresClaim claim, bool stored)
    {
        _held.TryRemove(claim, out _);
        if (stored)
            _hasStored = true;
        _gate.Leave();
    }

    /// <summary>What an error on a claim's connection comes to: lost, if it may pass, and told to a person.</summary>
    public Exception Explain(NpgsqlException cause, IReadOnlyList<ClaimedEcosystem> ecosystems, bool lost)
    {
        StoreException reason = PostgresErrors.Explain(name, cause);
        if (!lost)
            return reason;
        string what = ecosystems.Count == 1 ? FormattableString.Invariant($"ecosystem {ecosystems[0].Id}") : FormattableString.Invariant($"{ecosystems.Count} ecosystems");
        string message = $"The claim on {what} was lost; others may go on from what is stored. {reason.Message}";
        options.Notice(new(message) { Experiment = ecosystems[0].Experiment, Ecosystems = [.. ecosystems.Select(ecosystem => ecosystem.Id)] });
        return new ClaimLostException(message, cause);
    }

    private (PostgresClaim? Claim, Search Search) TakeOn(int most, bool alone)
    {
        NpgsqlConnection? connection = connections.Claim();
        try
        {
            NpgsqlTransaction transaction = connection.BeginTransaction();
            (PostgresClaim? claim, ClaimQueries.Traces traces) = TakeAny(connection, transaction, most);
            var search = Search.Over;
            if (traces.Any)
            {
                // What was locked on the way is free for others meanwhile.
                transaction.Dispose();
                if (traces.Orphans)
                    Attempts.Sweep();
                transaction = connection.BeginTransaction();
                (claim, search) = traces.Deaths ? TakeSuspect(connection, transaction, most, alone) : (TakeCommanded(connection, transaction, most), Search.Over);
            }

            if (claim is null)
                transaction.Dispose();
            else
                connection = null; // the claim's own
            return (claim, search);
        }
        finally
        {
            connection?.Dispose();
        }
    }

    private (NamedClaim? Claim, Search Search) TakeNamedOn(EcosystemKey ecosystem, bool alone)
    {
        NpgsqlConnection? connection = connections.Claim();
        NpgsqlTransaction? transaction = null;
        try
        {
            if (open.Find(ecosystem.Experiment, connection) is not { } experiment || !experiment.Offsets.Has(ecosystem.Ecosystem) || !IsReadable(experiment, connection))
                return (new NamedClaim(null, NoClaim.Over), Search.Over);
            transaction = connection.BeginTransaction();
            (ClaimQueries.Traces traces, ClaimQueries.Taken? taken) = ClaimQueries.LookAndTakeNamed(connection, experiment, ecosystem.Ecosystem);
            if (traces.Orphans)
            {
                // What was locked on the way is free for others meanwhile.
                transaction.Dispose();
                Attempts.Sweep();
                return (null, Search.Again);
            }

            if (taken is null)
                return (new NamedClaim(null, WhyNot(connection, experiment, ecosystem.Ecosystem)), Search.Over);
            (Suspicion Suspicion, string? LastNode)? accused = traces.Suspects ? ClaimQueries.SuspicionOf(connection, experiment, taken) : null;
            if (accused is var (deadly, lastNode) && deadly.LoneDeaths >= Suspicion.MostLoneDeaths)
            {
                SetAside(connection, experiment, taken.Ecosystems[0], deadly, lastNode);
                transaction.Commit();
                return (new NamedClaim(null, NoClaim.Over), Search.Over);
            }

            // Whoever dies beside it would be taken for a killer too.
            if (accused is { Suspicion.LoneDeaths: > 0 } && !alone)
                return (null, Search.Alone);
            if (accused is not { Suspicion.LoneDeaths: > 0 })
                _gate.Share();
            taken = PendingCommands.GiveTo(connection, experiment, taken, options.Notice);
            if (accused is { Suspicion: var suspicion })
                taken = taken with { Ecosystems = [taken.Ecosystems[0] with { MostGenerations = suspicion.Generations }] };
            var claim = new NamedClaim(Begin(connection, transaction, experiment, taken, accused?.Suspicion, isNamed: true));
            (connection, transaction) = (null, null); // the claim's own
            return (claim, Search.Over);
        }
        finally
        {
            transaction?.Dispose();
            connection?.Dispose();
        }
    }

    private static NoClaim WhyNot(NpgsqlConnection connection, OpenExperiment experiment, long ecosystem) =>
        ClaimQueries.StateOf(connection, experiment, ecosystem) is not var (status, hasCommands) ? NoClaim.Over
            : status is "waiting" or "running" ? NoClaim.Held
            : status != "paused" ? NoClaim.Over
            : hasCommands ? NoClaim.Held
            : NoClaim.Paused;

    // As long as nobody has died: one round trip for each experiment, and almost always there is one.
    private (PostgresClaim? Claim, ClaimQueries.Traces Traces) TakeAny(NpgsqlConnection connection, NpgsqlTransaction transaction, int most)
    {
        foreach (OpenExperiment experiment in open.All.Where(experiment => IsReadable(experiment, connection)))
        {
            (ClaimQueries.Traces traces, ClaimQueries.Taken? taken) = ClaimQueries.LookAndTake(connection, experiment, most);
            if (traces.Any)
                return (null, traces);
            if (taken is not null)
                return (BeginShared(connection, transaction, experiment, taken), default);
        }

        return (null, default);
    }

    // Who died since the last look made suspects, and those go first. A node that has stored nothing yet may be what is broken itself:
    // as long as there is anything else to do it leaves those alone that may be one death from being set aside.
    private (PostgresClaim? Claim, Search Search) TakeSuspect(NpgsqlConnection connection, NpgsqlTransaction transaction, int most, bool alone)
    {
        int[] mostDeaths = _hasStored ? [int.MaxValue] : [0, int.MaxValue];
        foreach ((int deaths, OpenExperiment experiment) in mostDeaths.SelectMany(deaths => open.All.Select(experiment => (deaths, experiment))))
        {
            if (!IsReadable(experiment, connection))
                continue;
            if (ClaimQueries.Suspect(connection, experiment, deaths) is var (suspect, suspicion, lastNode))
            {
                if (suspicion.LoneDeaths >= Suspicion.MostLoneDeaths)
                {
                    SetAside(connection, experiment, suspect.Ecosystems[0], suspicion, lastNode);
                    transaction.Commit();
                    return (null, Search.Again);
                }

                // Whoever dies beside it would be taken for a killer too.
                if (suspicion.LoneDeaths > 0 && !alone)
                    return (null, Search.Alone);
                if (suspicion.LoneDeaths == 0)
                    _gate.Share();
                suspect = PendingCommands.GiveTo(connection, experiment, suspect, options.Notice);
                ClaimQueries.Taken limited = suspect with { Ecosystems = [suspect.Ecosystems[0] with { MostGenerations = suspicion.Generations }] };
                return (Begin(connection, transaction, experiment, limited, suspicion), Search.Over);
            }

            if ((ClaimQueries.Commanded(connection, experiment, most) ?? ClaimQueries.Batch(connection, experiment, most)) is { } batch)
                return (BeginShared(connection, transaction, experiment, PendingCommands.GiveTo(connection, experiment, batch, options.Notice)), Search.Over);
        }

        return (null, Search.Over);
    }

    private PostgresClaim? TakeCommanded(NpgsqlConnection connection, NpgsqlTransaction transaction, int most)
    {
        Func<NpgsqlConnection, OpenExperiment, int, ClaimQueries.Taken?>[] ways = [ClaimQueries.Commanded, ClaimQueries.Batch];
        foreach (Func<NpgsqlConnection, OpenExperiment, int, ClaimQueries.Taken?> take in ways)
        {
            foreach (OpenExperiment experiment in open.All.Where(experiment => IsReadable(experiment, connection)))
            {
                if (take(connection, experiment, most) is { } taken)
                    return BeginShared(connection, transaction, experiment, PendingCommands.GiveTo(connection, experiment, taken, options.Notice));
            }

            // Either they are in other hands, or they came too late and should not be asked for again and again.
            if (take == ways[0])
                DropLateCommands();
        }

        return null;
    }

    private void DropLateCommands()
    {
        using NpgsqlConnection connection = connections.Side();
        PendingCommands.Drop(connection);
    }

    private bool IsReadable(OpenExperiment experiment, NpgsqlConnection connection)
    {
        try
        {
            experiment.Load(connection);
            return true;
        }
        catch (Exception exception) when (DamagedValue.Is(exception))
        {
            // Other workers meet it at the same time; it is said once.
            if (open.LeaveOut(experiment.Id))
                options.Notice(new(FormattableString.Invariant($"Experiment {experiment.Id} of {name} was changed by hand and cannot be read ({exception.Message.TrimEnd('.')}); this node leaves it alone.")) { Experiment = experiment.Id });
            return false;
        }
    }

    private PostgresClaim BeginShared(NpgsqlConnection connection, NpgsqlTransaction transaction, OpenExperiment experiment, ClaimQueries.Taken taken)
    {
        _gate.Share();
        return Begin(connection, transaction, experiment, taken, null);
    }

    private PostgresClaim Begin(NpgsqlConnection connection, NpgsqlTransaction transaction, OpenExperiment experiment, ClaimQueries.Taken taken, Suspicion? suspicion, bool isNamed = false)
    {
        (ulong id, IReadOnlyList<ClaimedEcosystem> ecosystems) = (taken.Transaction, taken.Ecosystems);
        (int, int)? lone = suspicion is { } alone ? (ecosystems[0].Generation, alone.Generations) : null;
        Attempts.Add((id, connection.ProcessID), [.. ecosystems.Select(ecosystem => experiment.Offsets.Ecosystem + ecosystem.Id)], lone);
        var claim = new PostgresClaim(this, connection, transaction, id, experiment, ecosystems, suspicion) { IsNamed = isNamed };
        _held.TryAdd(claim, 0);
        return claim;
    }

    private void SetAside(NpgsqlConnection connection, OpenExperiment experiment, ClaimedEcosystem ecosystem, Suspicion suspicion, string? lastNode)
    {
        string error = FormattableString.Invariant(
            $"It was set aside: {suspicion.LoneDeaths} nodes died while they ran it alone from generation {ecosystem.Generation}, the last of them {lastNode ?? "unknown"}.");
        long id = experiment.Offsets.Ecosystem + ecosystem.Id;
        var slice = new SliceCommit(
            ecosystem.Id, ecosystem.Generation, ecosystem.Generation, EcosystemStatus.Failed, error, Checkpoint: null, default, new SliceRows());
        SliceWriter.Write(connection, experiment, [slice], SliceWriter.Command("DELETE FROM suspect WHERE ecosystem_id = $1", [id]));
        options.Notice(new(FormattableString.Invariant($"Ecosystem {ecosystem.Id} of experiment {experiment.Id} failed. {error}")) { Experiment = experiment.Id, Ecosystems = [ecosystem.Id] });
        RunInstruments.CountSetAside(experiment.Id);
    }

    /// <summary>How a worker goes on looking for work.</summary>
    private enum Search
    {
        /// <summary>There is none, or it has some.</summary>
        Over,

        /// <summary>From the beginning.</summary>
        Again,

        /// <summary>From the beginning, once it is the only worker of this process that holds a claim.</summary>
        Alone,
    }
}
