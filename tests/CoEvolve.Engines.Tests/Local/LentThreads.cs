namespace CoEvolve.Engines.Tests;

/// <summary>Threads that are lent to somebody until the end of a test, when all must come back.</summary>
internal sealed class LentThreads : IDisposable
{
    private readonly CancellationTokenSource _recall = new();
    private readonly Thread[] _threads;
    private bool _early;

    public LentThreads(int count, Action<CancellationToken> lend)
    {
        _threads = [.. Enumerable.Range(0, count).Select(_ => new Thread(Lend) { IsBackground = true })];
        foreach (Thread thread in _threads)
            thread.Start();

        void Lend()
        {
            lend(_recall.Token);
            if (!_recall.IsCancellationRequested)
                Volatile.Write(ref _early, true);
        }
    }

    /// <summary>A crew's helpers, all there.</summary>
    public static LentThreads To(WorkCrew crew, int count)
    {
        var lent = new LentThreads(count, crew.Lend);
        SpinWait.SpinUntil(() => crew.Helpers == count);
        return lent;
    }

    public void CallBack() => _recall.Cancel();

    public void Join()
    {
        foreach (Thread thread in _threads)
            Assert.True(thread.Join(TimeSpan.FromMinutes(1)), "A lent thread did not come back.");
        Assert.False(Volatile.Read(ref _early), "A lent thread came back before it was called.");
    }

    public void Dispose()
    {
        CallBack();
        Join();
        _recall.Dispose();
    }
}
