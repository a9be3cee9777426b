using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Reflection;

namespace CoEvolve.Engines;

/// <summary>
/// What runs and nodes measure for whoever listens: one meter and one source of traces, both of the base library. While nobody
/// listens, a slice costs a look at a flag for each instrument. docs/observability.md lists the names, which stay as they are.
/// </summary>
public static class RunInstruments
{
    /// <summary>Name of the meter, and of the source of traces.</summary>
    public const string Name = "CoEvolve";

    internal const string ExperimentKey = "coevolve.experiment.id";
    internal const string OutcomeKey = "coevolve.slice.outcome";
    internal const string ErrorKey = "error.type";

    private const string FoundKey = "coevolve.claim.found";
    private const string PhaseKey = "coevolve.claim.phase";
    private const string TableKey = "coevolve.table.name";

    // From a claim in an idle database to a slice of the largest models, in seconds.
    private static readonly InstrumentAdvice<double> Seconds =
        new() { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60] };

    private static readonly Meter Meter = NewMeter();

    private static readonly Counter<long> Generations = Meter.CreateCounter<long>("coevolve.generations", "{generation}", "Generations that were computed and stored.");
    private static readonly Counter<long> Slices = Meter.CreateCounter<long>("coevolve.slices", "{slice}", "Slices that were stored.");
    private static readonly Counter<long> Rows = Meter.CreateCounter<long>("coevolve.rows", "{row}", "Rows that were stored.");
    private static readonly Counter<long> Finished = Meter.CreateCounter<long>("coevolve.ecosystem.finished", "{ecosystem}", "Ecosystems that reached their last generation.");
    private static readonly Counter<long> Failed = Meter.CreateCounter<long>("coevolve.ecosystem.failed", "{ecosystem}", "Ecosystems that failed.");
    private static readonly Counter<long> Lost = Meter.CreateCounter<long>("coevolve.claim.lost", "{claim}", "Claims that the store took back; their slices are computed again.");
    private static readonly Histogram<double> Claiming = Meter.CreateHistogram<double>("coevolve.claim.duration", "s", "Time that a worker looked for work.", advice: Seconds);
    private static readonly Histogram<double> Computing = Meter.CreateHistogram<double>("coevolve.compute.duration", "s", "Time that a worker computed a slice.", advice: Seconds);
    private static readonly Histogram<double> Committing = Meter.CreateHistogram<double>("coevolve.commit.duration", "s", "Time that it took to store a slice.", advice: Seconds);

    /// <summary>Where spans come from.</summary>
    internal static ActivitySource Source { get; } = new(Name, Version);

    private static string? Version => typeof(RunInstruments).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;

    /// <summary>An ecosystem counts as failed of which nodes died, because a store set it aside.</summary>
    public static void CountSetAside(long experiment) =>
        Failed.Add(1, new(ExperimentKey, experiment), new(ErrorKey, "set_aside"));

    /// <summary>A meter of the same name, for what is observed only for a while.</summary>
    internal static Meter NewMeter() => new(Name, Version);

    /// <summary>A worker has looked for work.</summary>
    internal static void Claimed(TimeSpan took, bool found)
    {
        if (Claiming.Enabled)
            Claiming.Record(took.TotalSeconds, KeyValuePair.Create<string, object?>(FoundKey, found));
    }

    /// <summary>A slice is over.</summary>
    internal static void Record(SliceReport slice)
    {
        KeyValuePair<string, object?> experiment = new(ExperimentKey, slice.Experiment);
        if (Computing.Enabled)
            Computing.Record(slice.Computing.TotalSeconds, experiment);
        if (Committing.Enabled && slice.Committing > TimeSpan.Zero)
            Committing.Record(slice.Committing.TotalSeconds, experiment, new(OutcomeKey, slice.OutcomeWord));
        if (slice.Outcome == SliceOutcome.Lost && Lost.Enabled)
            Lost.Add(1, experiment, new(PhaseKey, slice.Committing > TimeSpan.Zero ? "commit" : "compute"));
        if (slice.Outcome == SliceOutcome.Stored && Slices.Enabled)
            RecordStored(slice.Totals, experiment);
    }

    private static void RecordStored(SliceTotals totals, KeyValuePair<string, object?> experiment)
    {
        Slices.Add(1, experiment);
        Generations.Add(totals.Generations, experiment);
        Finished.Add(totals.Finished, experiment);
        foreach ((string table, long rows) in totals.RowsByTable)
        {
            if (rows > 0)
                Rows.Add(rows, experiment, new(TableKey, table));
        }

        foreach (SliceFailure failure in totals.Failures)
            Failed.Add(1, experiment, new(ErrorKey, failure.ErrorType));
    }
}
