using CoEvolve.Engines;
using Serilog;
using Serilog.Events;

namespace CoEvolve.Cli;

/// <summary>Writes slices into a log: those that had failures at a level of choice, and every one at Debug. Thread-safe.</summary>
/// <param name="log">Where to.</param>
/// <param name="failures">The level of failures.</param>
internal sealed class SliceLog(ILogger log, LogEventLevel failures)
{
    /// <summary>What to call with each slice; null if the log takes none of it.</summary>
    public Action<SliceReport>? Observer => log.IsEnabled(failures) || log.IsEnabled(LogEventLevel.Debug) ? Write : null;

    private void Write(SliceReport slice)
    {
        if (slice.Outcome == SliceOutcome.Stored && slice.Totals.Failures is [SliceFailure first, ..] failed)
        {
            long[] ids = [.. failed.Select(failure => failure.Ecosystem)];
            log.Write(failures, "Ecosystems {Ecosystems} of experiment {Experiment} failed, the first at generation {Generation}: {Error:l}", ids, slice.Experiment, first.Generation, first.Error);
        }

        if (!log.IsEnabled(LogEventLevel.Debug))
            return;
        log.ForContext("Ecosystems", slice.Ecosystems.Select(ecosystem => ecosystem.Id).ToArray()).Debug(
            "Slice of experiment {Experiment}, {Count} ecosystems, {Outcome:l}: {Generations} generations, {Rows} rows; claimed in {Claiming:0.0000} s, computed in {Computing:0.0000} s, committed in {Committing:0.0000} s",
            slice.Experiment,
            slice.Ecosystems.Count,
            slice.OutcomeWord,
            slice.Totals.Generations,
            slice.Totals.Rows,
            slice.Claiming.TotalSeconds,
            slice.Computing.TotalSeconds,
            slice.Committing.TotalSeconds);
    }
}
