using System.Globalization;
using CoEvolve.Engines;
using CoEvolve.Store;

namespace CoEvolve.Cli;

/// <summary>What `coevolve doctor` says about a PostgreSQL database.</summary>
internal static class PostgresChecks
{
    // One while it computes, one for moments; and the node listens on one.
    private const int ConnectionsPerWorker = 2;
    private const string Names = "docs/operations.md has the grants of each role, and search_path names the schema.";
    private static readonly TimeSpan MostClockDifference = TimeSpan.FromSeconds(2);

    /// <summary>All of it, in the order in which it is printed.</summary>
    public static IEnumerable<Diagnosis> All(StoreAddress address)
    {
        PostgresFacts? facts = null;
        string? problem = null;
        try
        {
            facts = PostgresExamination.Of(address);
        }
        catch (StoreException exception)
        {
            problem = exception.Message;
        }

        return facts is null ? [Diagnosis.Problem("store", problem!)] : Of(facts, address.Name, Environment.ProcessorCount);
    }

    /// <summary>What the facts come to, for a node of so many workers.</summary>
    internal static IEnumerable<Diagnosis> Of(PostgresFacts facts, string name, int workers)
    {
        yield return Diagnosis.Ok("store", $"{name}: PostgreSQL {facts.Server}");
        yield return Tables(facts);
        yield return Permissions(facts);
        yield return Connections(facts, workers);
        yield return facts.SettingsProblem is { } problem
            ? Diagnosis.Problem("settings", problem)
            : Diagnosis.Ok("settings", $"those of a session arrive (idle_in_transaction_session_timeout); synchronous_commit is {facts.SynchronousCommit}");
        yield return Clock(facts);
    }

    private static Diagnosis Tables(PostgresFacts facts)
    {
        const string subject = "tables";
        bool owns = facts.Rights == PostgresRights.Own;
        if (facts.Form == 0)
        {
            return owns
                ? Diagnosis.Ok(subject, "none yet; the first node or run makes them")
                : Diagnosis.Problem(subject, "none yet, and the user may not make them", $"Start a node once as a user who may; if they are there already, have the user find them. {Names}");
        }

        string found = string.Create(CultureInfo.InvariantCulture, $"of form {facts.Form} (newest {facts.NewestForm})");
        if (facts.Form == facts.NewestForm)
            return Diagnosis.Ok(subject, found);
        return owns
            ? Diagnosis.Warning(subject, found, "A node or a run of this version brings them up to date, and older versions refuse them then. Stop older nodes first.")
            : Diagnosis.Warning(subject, found, "Nothing of this version works on them until a node or a run as their owner has brought them up to date; older versions refuse them then.");
    }

    private static Diagnosis Permissions(PostgresFacts facts)
    {
        const string subject = "permissions";
        if (facts.IsReadOnly)
            return Diagnosis.Problem(subject, "the database is read-only", "Name the primary server, or let the user write (default_transaction_read_only).");
        return facts.Rights switch
        {
            PostgresRights.Own => Diagnosis.Ok(subject, "the user may make the tables, submit and compute"),
            PostgresRights.Compute => Diagnosis.Ok(subject, "the user may compute, as a node does, and may not submit"),
            PostgresRights.Read => Diagnosis.Warning(subject, "the user may read, and neither submit nor compute", $"For a node or a run, take another user, or grant it more. {Names}"),
            _ when facts.Form == 0 => Diagnosis.Problem(subject, "the user may make no tables", $"Grant CREATE on the schema, or name a schema of your own. {Names}"),
            _ => Diagnosis.Problem(subject, "the user may not read the tables", $"Grant it what its work needs. {Names}"),
        };
    }

    private static Diagnosis Connections(PostgresFacts facts, int workers)
    {
        int needed = (ConnectionsPerWorker * workers) + 1, free = facts.MostConnections - facts.Connections;
        string found = string.Create(
            CultureInfo.InvariantCulture, $"{facts.Connections} of {facts.MostConnections} in use; a node here takes up to {needed}");
        return free < needed
            ? Diagnosis.Warning("connections", found, "Raise max_connections, stop what holds them, or give nodes a lower --parallel.")
            : Diagnosis.Ok("connections", found);
    }

    private static Diagnosis Clock(PostgresFacts facts)
    {
        const string subject = "clock";
        string found = string.Create(
            CultureInfo.InvariantCulture,
            $"the server is {Math.Abs(facts.ClockAhead.TotalSeconds):0.000} s {(facts.ClockAhead < TimeSpan.Zero ? "behind" : "ahead")}, {facts.RoundTrip.TotalMilliseconds:0.0} ms away");
        return facts.ClockAhead.Duration() - (facts.RoundTrip / 2) > MostClockDifference
            ? Diagnosis.Warning(subject, found, "Times in results will not fit together. Synchronise both clocks (NTP).")
            : Diagnosis.Ok(subject, found);
    }
}
