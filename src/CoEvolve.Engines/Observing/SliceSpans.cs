using System.Diagnostics;

namespace CoEvolve.Engines;

/// <summary>
/// Makes a trace of each slice when it is over: a span with a child for each of its parts. All at once, because worker and writer are
/// different threads, and a worker is at its next slice before the last one is stored.
/// </summary>
internal static class SliceSpans
{
    // A node has some slices a second. A run on a file may have thousands of small ones, which no collector should get.
    private const int MostTracesPerSecond = 50;

    private static readonly TraceBudget Budget = new(MostTracesPerSecond, TimeProvider.System);

    /// <summary>Tells who listens; otherwise does nothing.</summary>
    public static void Emit(SliceReport report)
    {
        if (!RunInstruments.Source.HasListeners() || !Budget.TryTake())
            return;
        Activity? around = Activity.Current;
        Activity.Current = null; // a trace of its own
        try
        {
            EmitAll(report);
        }
        finally
        {
            Activity.Current = around;
        }
    }

    private static void EmitAll(SliceReport report)
    {
        using Activity? slice = RunInstruments.Source.StartActivity("slice", ActivityKind.Internal, default(ActivityContext), startTime: report.Start);
        if (slice is null)
            return;
        Describe(slice, report);
        DateTimeOffset end = report.Start;
        Child("claim", report.Claiming);
        Child("compute", report.Computing);
        end += report.Waiting;
        if (report.Committing > TimeSpan.Zero)
            Child("commit", report.Committing);
        slice.SetEndTime(end.UtcDateTime);

        void Child(string name, TimeSpan took)
        {
            using Activity? part = RunInstruments.Source.StartActivity(name, ActivityKind.Internal, slice.Context, startTime: end);
            end += took;
            part?.SetEndTime(end.UtcDateTime);
        }
    }

    private static void Describe(Activity slice, SliceReport report)
    {
        slice.SetTag(RunInstruments.ExperimentKey, report.Experiment);
        slice.SetTag("coevolve.ecosystem.ids", report.Ecosystems.Select(ecosystem => ecosystem.Id).ToArray());
        slice.SetTag("coevolve.generation.count", report.Totals.Generations);
        slice.SetTag("coevolve.row.count", report.Totals.Rows);
        slice.SetTag(RunInstruments.OutcomeKey, report.OutcomeWord);
        if (report.Error is not { } error)
            return;
        slice.SetTag(RunInstruments.ErrorKey, error.GetType().FullName);
        slice.SetStatus(ActivityStatusCode.Error, error.Message);
    }
}
