using CoEvolve.Engines;

namespace CoEvolve.SideBySide;

/// <summary>
/// A run that is watched, not timed: metrics for the comparison, by name as the peer gives them, and how much work there was.
/// </summary>
/// <param name="Metrics">For each generation of <see cref="WorkRow.Compared"/>, a value for each replicate.</param>
/// <param name="Living">Captions whose share is not negligible, per generation that a step starts from; mean over steps and replicates.</param>
/// <param name="Trained">Captions with two images or more, per step; the same mean. Only known for a perfect reader, else <paramref name="Living"/>.</param>
internal sealed record ObservedRun(IReadOnlyList<Dictionary<string, double[]>> Metrics, double Living, double Trained)
{
    /// <summary>A caption below this share has a posterior below it on average, so no reader needs it.</summary>
    public const double NegligibleShare = 1e-18;

    /// <summary>Runs all replicates of a row, on all cores.</summary>
    public static ObservedRun Of(WorkRow row)
    {
        var observers = new ReplicateObserver[row.Replicates];
        var engine = new ObservedEngine(new LocalEngine(), (_, checkpoint) => observers[checkpoint.Replicate - 1] ??= new ReplicateObserver(row));
        OwnRun.Once(engine, row.Unrecorded, row.Replicates, Environment.ProcessorCount);
        var metrics = row.Compared
            .Select((_, g) => ReplicateObserver.Names.ToDictionary(name => name, name => observers.Select(o => o.Metrics[g][name]).ToArray()))
            .ToList();
        double living = observers.Average(o => o.Living);
        return new ObservedRun(metrics, living, row.IsPerfect ? observers.Average(o => o.Trained) : living);
    }
}
