namespace CoEvolve.Engines;

/// <summary>One slice of a worker, from the claim to its end, for whoever watches a run. Immutable.</summary>
public sealed record SliceReport
{
    /// <summary>Number of the experiment in the store.</summary>
    public required long Experiment { get; init; }

    /// <summary>What was claimed, in order of id.</summary>
    public required IReadOnlyList<ClaimedEcosystem> Ecosystems { get; init; }

    /// <summary>What became of it.</summary>
    public required SliceOutcome Outcome { get; init; }

    /// <summary>When the worker began to look for work.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>How long it looked.</summary>
    public required TimeSpan Claiming { get; init; }

    /// <summary>How long it computed.</summary>
    public required TimeSpan Computing { get; init; }

    /// <summary>How long what was computed waited until the worker's slice before was stored.</summary>
    public required TimeSpan Waiting { get; init; }

    /// <summary>How long it took to store, or until that failed; zero where it was not tried.</summary>
    public required TimeSpan Committing { get; init; }

    /// <summary>What was computed, where it was to be stored.</summary>
    public required SliceTotals Totals { get; init; }

    /// <summary>Why it was lost or refused; otherwise null.</summary>
    public required Exception? Error { get; init; }

    /// <summary>The outcome, as metrics and traces call it.</summary>
    public string OutcomeWord => Outcome switch
    {
        SliceOutcome.Stored => "stored",
        SliceOutcome.Lost => "lost",
        SliceOutcome.GivenBack => "given_back",
        _ => "refused",
    };
}
