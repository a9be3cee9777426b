using System.Globalization;
using CoEvolve.Engines;
using CoEvolve.Store;

namespace CoEvolve.Cli;

/// <summary>What `coevolve doctor` says about a PostgreSQL database.</summary>
internal static class PostgresChecks
{
    // One while it computes, one for moments; and the node listens on one.
    private const int ConnectionsPerWorker = 2;
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
        yield return Writing(facts);
        yield return Connections(facts, workers);
        yield return facts.SettingsProblem is { } problem
            ? Diagnosis.Problem("settings", problem)
            : Diagnosis.Ok("settings", $"those of a session arrive (idle_in_transaction_session_timeout); synchronous_commit is {facts.SynchronousCommit}");
        yield return Clock(facts);
    }

    private static Diagnosis Tables(PostgresFacts facts)
    {
        const string subject = "tables";
        if (facts.Form == 0)
            return Diagnosis.Ok(subject, "none yet; the first node or run makes them");
        string found = string.Create(CultureInfo.InvariantCulture, $"of form {facts.Form} (newest {facts.NewestForm})");
        return facts.Form == facts.NewestForm
            ? Diagnosis.Ok(subject, found)
            : Diagnosis.Warning(subject, found, "A node or a run of this version brings them up to date, and older versions refuse them then. Stop older nodes first.");
    }

    private static Diagnosis Writing(PostgresFacts facts)
    {
        const string subject = "permissions";
        return facts.IsReadOnly ? Diagnosis.Problem(subject, "the database is read-only", "Name the primary server, or let the user write (default_transaction_read_only).")
            : !facts.MayWrite ? Diagnosis.Problem(subject, "the user may not make or write the tables", "Grant CREATE on the schema and write access to its tables, or name a schema of your own with search_path.")
            : Diagnosis.Ok(subject, "the user may make and write the tables");
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
