namespace CoEvolve.Engines;

/// <summary>How far a run has come. Counted by the workers, read by whoever shows it; thread-safe.</summary>
public sealed class RunProgress
{
    private long _generations;
    private int _finished;
    private int _failed;

    /// <summary>Generations computed by this run so far, over all ecosystems.</summary>
    public long Generations => Interlocked.Read(ref _generations);

    /// <summary>Ecosystems that this run finished.</summary>
    public int Finished => Volatile.Read(ref _finished);

    /// <summary>Ecosystems that failed in this run.</summary>
    public int Failed => Volatile.Read(ref _failed);

    internal void AddGenerations(int count) => Interlocked.Add(ref _generations, count);

    internal void Add(int finished, int failed)
    {
        Interlocked.Add(ref _finished, finished);
        Interlocked.Add(ref _failed, failed);
    }
}
