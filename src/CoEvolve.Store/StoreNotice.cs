namespace CoEvolve.Store;

/// <summary>What a store tells a person: one line, and what it is about, for logs that are searched by programs. Immutable.</summary>
/// <param name="Message">The line.</param>
public sealed record StoreNotice(string Message)
{
    /// <summary>Number of the experiment that it is about; null if it is about none.</summary>
    public long? Experiment { get; init; }

    /// <summary>Ids, within the experiment, of the ecosystems that it is about; empty if it is about none.</summary>
    public IReadOnlyList<long> Ecosystems { get; init; } = [];

    /// <summary>A line that is about the store alone.</summary>
    public static implicit operator StoreNotice(string message) => FromString(message);

    /// <summary>A line that is about the store alone.</summary>
    public static StoreNotice FromString(string message) => new(message);
}
