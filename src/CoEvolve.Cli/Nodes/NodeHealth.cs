using CoEvolve.Engines;

namespace CoEvolve.Cli;

/// <summary>Whether a node lives, and whether it is ready for work. Thread-safe.</summary>
/// <param name="node">Its name.</param>
/// <param name="mostSilence">How long a worker may compute without a sign of life.</param>
/// <param name="readiness">Whether the database is.</param>
/// <param name="interruption">Cancelled when the node is told to stop.</param>
internal sealed class NodeHealth(string node, TimeSpan mostSilence, Readiness readiness, CancellationToken interruption)
{
    private volatile ObservedRunStore? _work;

    /// <summary>The node begins to look for work.</summary>
    public void Begin(ObservedRunStore work) => _work = work;

    /// <summary>
    /// Whether it computes, or waits for work or for the database. It does not if a worker is stuck in its computation: restarting
    /// helps then, and does not where the database is away.
    /// </summary>
    public HealthAnswer Live()
    {
        TimeSpan silence = _work?.LongestSilence ?? TimeSpan.Zero;
        var body = new
        {
            Status = silence <= mostSilence ? "live" : "stuck",
            Node = node,
            Build.Version,
            SilenceSeconds = Math.Round(silence.TotalSeconds, 3),
            MostSilenceSeconds = mostSilence.TotalSeconds,
        };
        return silence <= mostSilence ? HealthAnswer.Well(body) : HealthAnswer.Unwell(body);
    }

    /// <summary>Whether it takes work: the database can be reached and has the right tables, and nobody has told the node to stop.</summary>
    public async Task<HealthAnswer> Ready()
    {
        string? reason = interruption.IsCancellationRequested ? "The node was told to stop."
            : await readiness.Problem().ConfigureAwait(false) ?? (_work is null ? "The node is starting." : null);
        var body = new { Status = reason is null ? "ready" : "not_ready", Node = node, Build.Version, Reason = reason };
        return reason is null ? HealthAnswer.Well(body) : HealthAnswer.Unwell(body);
    }
}
