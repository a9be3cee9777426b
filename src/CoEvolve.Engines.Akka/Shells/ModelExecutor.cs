using System.Collections.Concurrent;
using Akka.Configuration;
using Akka.Dispatch;

namespace CoEvolve.Engines.Akka;

/// <summary>Makes the executor of the dispatcher on which ecosystems compute; named in akka.hocon.</summary>
/// <param name="config">The dispatcher's section.</param>
/// <param name="prerequisites">Of the actor system.</param>
public sealed class ModelExecutorConfigurator(Config config, IDispatcherPrerequisites prerequisites) : ExecutorServiceConfigurator(config, prerequisites)
{
    /// <inheritdoc/>
    public override ExecutorService Produce(string id) => new ModelExecutor(id, Config.GetInt("threads"));
}

/// <summary>
/// Threads that run mailboxes. What an actor causes to be run on one of them stays on that thread, so the actors of an ecosystem, which
/// mostly wait for each other, hand messages on within one thread and one cache; whole ecosystems spread over the threads. A thread
/// without work takes some of another's.
/// </summary>
/// <remarks>
/// With an executor that has one queue for all threads a message costs a microsecond or two and often wakes a thread; here it is a quarter
/// of one. Thread-safe.
/// </remarks>
internal sealed class ModelExecutor : ExecutorService
{
    // So often a thread looks for what came from outside while it has work of its own, and every few milliseconds.
    private const int Stride = 61;

    // A thread that has nothing looks this often whether another has more than it does at once; all sleep when all have nothing.
    private static readonly TimeSpan LookAround = TimeSpan.FromMilliseconds(2);

    [ThreadStatic]
    private static Worker? _current;

    private readonly ConcurrentQueue<IRunnable> _arrived = new();
    private readonly object _gate = new();
    private readonly Worker[] _workers;
    private int _asleep;
    private volatile bool _isOver;

    /// <summary>Starts the threads.</summary>
    /// <param name="id">Of the dispatcher.</param>
    /// <param name="threads">1 or more.</param>
    public ModelExecutor(string id, int threads)
        : base(id)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        _workers = new Worker[threads];
        for (int i = 0; i < threads; i++)
            _workers[i] = new Worker(this, i);
        foreach (Worker worker in _workers)
            new Thread(worker.Run) { IsBackground = true, Name = $"{id}-{worker.Number + 1}" }.Start();
    }

    /// <inheritdoc/>
    /// <exception cref="RejectedExecutionException">It has been shut down.</exception>
    public override void Execute(IRunnable run)
    {
        if (_current is { } worker && worker.Owner == this)
        {
            worker.Own.Enqueue(run);
            return;
        }

        lock (_gate)
        {
            if (_isOver)
                throw new RejectedExecutionException("The threads that compute have been shut down.");
            _arrived.Enqueue(run);
            // Once one has work the others look around, and none may sleep without end.
            if (_asleep == _workers.Length)
                Monitor.PulseAll(_gate);
            else if (_asleep > 0)
                Monitor.Pulse(_gate);
        }
    }

    /// <inheritdoc/>
    public override void Shutdown()
    {
        lock (_gate)
        {
            _isOver = true;
            Monitor.PulseAll(_gate);
        }
    }

    private IRunnable? Steal(Worker thief)
    {
        for (int i = 1; i < _workers.Length; i++)
        {
            Worker other = _workers[(thief.Number + i) % _workers.Length];
            // The only one is about to be run where its memory is, unless that thread has been at something long since the last look.
            bool isBusy = thief.Notice(other);
            if ((isBusy || other.Own.Count > 1) && other.Own.TryDequeue(out IRunnable? run))
                return run;
        }

        return null;
    }

    private void Sleep()
    {
        lock (_gate)
        {
            if (_isOver || !_arrived.IsEmpty)
                return;
            _asleep++;
            if (_asleep == _workers.Length)
                Monitor.Wait(_gate);
            else
                Monitor.Wait(_gate, LookAround);
            _asleep--;
        }
    }

    private sealed class Worker(ModelExecutor owner, int number)
    {
        // How many each of the others had run at the last look.
        private readonly int[] _seen = new int[owner._workers.Length];
        private int _runs;

        public ModelExecutor Owner => owner;

        public int Number => number;

        public ConcurrentQueue<IRunnable> Own { get; } = new();

        /// <summary>Whether another is still at what it was at when this was last asked.</summary>
        public bool Notice(Worker other)
        {
            int runs = Volatile.Read(ref other._runs), before = _seen[other.Number];
            _seen[other.Number] = runs;
            return runs == before;
        }

        public void Run()
        {
            _current = this;
            int untilLook = Stride;
            long looked = 0;
            while (true)
            {
                // What is run may take microseconds or seconds.
                if (--untilLook <= 0 || Environment.TickCount64 != looked)
                {
                    untilLook = Stride;
                    looked = Environment.TickCount64;
                    if (owner._arrived.TryDequeue(out IRunnable? arrived))
                        Do(arrived);
                }

                // Read before the queues: after it nothing is enqueued.
                bool isOver = owner._isOver;

                if (Own.TryDequeue(out IRunnable? run) || owner._arrived.TryDequeue(out run) || (run = owner.Steal(this)) is not null)
                    Do(run);
                else if (isOver)
                    return;
                else
                    owner.Sleep();
            }
        }

        private void Do(IRunnable run)
        {
            Volatile.Write(ref _runs, _runs + 1);
            try
            {
                run.Run();
            }
            catch (Exception)
            {
                // An actor's exceptions are its supervisor's. What comes out of a mailbox all the same must not end the thread.
            }
        }
    }
}
