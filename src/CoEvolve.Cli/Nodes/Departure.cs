namespace CoEvolve.Cli;

/// <summary>
/// The little time that a stopped node has to be gone. What may wait for a database runs on a thread of its own, which is left
/// behind when the time is over: it ends with the process.
/// </summary>
internal sealed class Departure : IDisposable
{
    private readonly CancellationToken _interruption;
    private readonly CancellationTokenRegistration _registration;
    private long _start;

    /// <summary>Its time begins when the node is told to stop; or when it leaves by itself, and is first asked here.</summary>
    public Departure(CancellationToken interruption)
    {
        _interruption = interruption;
        _registration = interruption.Register(Begin);
    }

    /// <summary>Waits for something until the node is told to stop.</summary>
    /// <returns>Whether it has ended, in whatever way.</returns>
    public bool AwaitUnlessStopped(Task work)
    {
        try
        {
            return Task.WaitAny([work], _interruption) >= 0;
        }
        catch (OperationCanceledException)
        {
            return work.IsCompleted;
        }
    }

    /// <summary>Waits for something no longer than until this time of the departure.</summary>
    /// <returns>Whether it has ended, in whatever way.</returns>
    public bool Await(Task work, TimeSpan until)
    {
        Begin();
        TimeSpan left = until - TimeProvider.System.GetElapsedTime(Volatile.Read(ref _start));
        return Task.WaitAny([work], left > TimeSpan.Zero ? left : TimeSpan.Zero) >= 0;
    }

    /// <summary>Gives it the whole time once more: what had to be done before has taken longer.</summary>
    public void BeginAnew() => Volatile.Write(ref _start, TimeProvider.System.GetTimestamp());

    /// <summary>Starts something that may wait for long.</summary>
    public static Task<T> Start<T>(Func<T> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public void Dispose() => _registration.Dispose();

    private void Begin() => Interlocked.CompareExchange(ref _start, TimeProvider.System.GetTimestamp(), 0);
}
