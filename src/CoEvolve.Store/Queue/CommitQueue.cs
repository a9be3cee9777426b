using System.Diagnostics;
using CoEvolve.Engines;

namespace CoEvolve.Store;

/// <summary>
/// Commits on their way to the one writer; bounded by rows, bytes and commits, what the writer is busy with included.
/// Thread-safe. Everybody who waits here is woken by a failure and by the end.
/// </summary>
internal sealed class CommitQueue(SqliteStoreOptions options)
{
    private readonly object _gate = new();
    private readonly Queue<SliceCommit> _waiting = new();
    private long _waitingRows;
    private long _waitingSince;
    private long _rows;
    private long _bytes;
    private long _accepted;
    private long _written;
    private int _blocked;
    private int _flushing;
    private bool _closed;
    private StoreException? _failure;

    /// <summary>Threads that wait for room, at this moment.</summary>
    public int Blocked
    {
        get
        {
            lock (_gate)
                return _blocked;
        }
    }

    /// <summary>Takes a commit; waits while there is no room. One beyond every bound gets in when it is the only one.</summary>
    /// <exception cref="StoreException">The writer failed, before or while this waited.</exception>
    /// <exception cref="ObjectDisposedException">The queue was closed, before or while this waited.</exception>
    public void Add(SliceCommit commit)
    {
        long bytes = SizeOf(commit);
        lock (_gate)
        {
            if (IsFull(commit.Rows.Count, bytes))
                WaitForRoom(commit.Rows.Count, bytes);
            ThrowIfFailedOrClosed();
            if (_waiting.Count == 0)
                _waitingSince = Stopwatch.GetTimestamp();
            _waiting.Enqueue(commit);
            _waitingRows += commit.Rows.Count;
            _rows += commit.Rows.Count;
            _bytes += bytes;
            _accepted++;
            // The writer waits for the first commit, and then for enough of them.
            if (_waiting.Count == 1 || _waitingRows >= options.TransactionRows)
                Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Fills <paramref name="batch"/> with the commits of one transaction; waits until it is worth one.</summary>
    /// <returns>False if there is nothing left and the queue is closed, or the writer failed.</returns>
    public bool Take(List<SliceCommit> batch)
    {
        batch.Clear();
        lock (_gate)
        {
            TimeSpan patience;
            while (_failure is null && (patience = Patience()) != TimeSpan.Zero)
                Monitor.Wait(_gate, patience);
            if (_failure is not null)
                return false;
            long rows = 0;
            while ((batch.Count == 0 || rows < options.TransactionRows) && _waiting.TryDequeue(out SliceCommit? commit))
            {
                batch.Add(commit);
                rows += commit.Rows.Count;
            }

            _waitingRows -= rows;
            _waitingSince = Stopwatch.GetTimestamp();
            return batch.Count > 0;
        }
    }

    /// <summary>Makes room: <paramref name="batch"/> is stored.</summary>
    public void Written(List<SliceCommit> batch)
    {
        lock (_gate)
        {
            foreach (SliceCommit commit in batch)
            {
                _rows -= commit.Rows.Count;
                _bytes -= SizeOf(commit);
            }

            _written += batch.Count;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Waits until everything that was accepted before this call is written.</summary>
    /// <exception cref="StoreException">The writer failed.</exception>
    public void WaitUntilWritten()
    {
        lock (_gate)
        {
            long goal = _accepted;
            _flushing++;
            Monitor.PulseAll(_gate);
            while (_failure is null && _written < goal)
                Monitor.Wait(_gate);
            _flushing--;
            ThrowIfFailed();
        }
    }

    /// <summary>Takes no more commits; <see cref="Take"/> still hands out what was accepted.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Ends everything; the first failure is the one that counts.</summary>
    public void Fail(StoreException failure)
    {
        lock (_gate)
        {
            _failure ??= failure;
            _waiting.Clear();
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Throws the failure, if there was one, as an exception of its own: many threads may get here.</summary>
    public void ThrowIfFailed()
    {
        lock (_gate)
        {
            if (_failure is not null)
                throw new StoreException(_failure.Message, _failure);
        }
    }

    /// <summary>Throws as <see cref="ThrowIfFailed"/> does, or if the queue takes no more commits.</summary>
    public void ThrowIfFailedOrClosed()
    {
        lock (_gate)
        {
            ThrowIfFailed();
            ObjectDisposedException.ThrowIf(_closed, typeof(SqliteRunStore));
        }
    }

    private bool IsFull(int rows, long bytes) => _accepted > _written && (
        _rows + rows > options.QueueRows
        || _bytes + bytes > options.QueueBytes
        || _accepted - _written >= options.QueueCommits);

    private void WaitForRoom(int rows, long bytes)
    {
        _blocked++;
        // The writer may be waiting for company: it must learn that none can come. Told once; two workers that told it
        // whenever they wake would wake each other for ever.
        Monitor.PulseAll(_gate);
        do
        {
            Monitor.Wait(_gate);
        }
        while (_failure is null && !_closed && IsFull(rows, bytes));
        _blocked--;
    }

    /// <summary>How long the writer should still wait for more; zero if it should start.</summary>
    private TimeSpan Patience()
    {
        if (_waiting.Count == 0)
            return _closed ? TimeSpan.Zero : Timeout.InfiniteTimeSpan;
        if (_closed || _flushing > 0 || _blocked > 0 || _waitingRows >= options.TransactionRows)
            return TimeSpan.Zero;
        TimeSpan left = options.TransactionDelay - Stopwatch.GetElapsedTime(_waitingSince);
        return left > TimeSpan.Zero ? TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)) : TimeSpan.Zero;
    }

    /// <summary>About what a commit keeps in memory: the largest row struct has 80 bytes.</summary>
    private static long SizeOf(SliceCommit commit)
    {
        long bytes = 80L * commit.Rows.Count + (commit.Checkpoint?.Length ?? 0);
        foreach (SnapshotRow snapshot in commit.Rows.Snapshots)
            bytes += snapshot.Parameters.Length;
        return bytes;
    }
}
