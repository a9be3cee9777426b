using CoEvolve.Actors;
using CoEvolve.Core;

namespace CoEvolve.Engines.Tests;

/// <summary>One actor, its inbox and its thread. What it sends goes to the post.</summary>
internal sealed class ActorThread : IActorContext, IDisposable
{
    private readonly object _gate = new();
    private readonly ActorId _self;
    private readonly IActor _actor;
    private readonly Post _post;
    private readonly CountdownEvent _busy;
    private readonly Queue<byte[]> _inbox = [];
    private readonly Thread _thread;
    private bool _closed;

    /// <param name="busy">Counts the messages that are delivered and not yet handled, of all actors.</param>
    public ActorThread(ActorId self, IActor actor, Post post, CountdownEvent busy)
    {
        _self = self;
        _actor = actor;
        _post = post;
        _busy = busy;
        _thread = new Thread(HandleAll) { IsBackground = true, Name = $"actor {self.Index}" };
        _thread.Start();
    }

    /// <summary>What the actor threw; it handles nothing more then. Read while no actor runs.</summary>
    public Exception? Failure { get; private set; }

    public void Deliver(byte[] message)
    {
        lock (_gate)
        {
            _inbox.Enqueue(message);
            Monitor.Pulse(_gate);
        }
    }

    public void Send(ActorId recipient, Message message) => _post.Hold(_self, recipient, message);

    /// <summary>Does the parts backwards, every other one on another thread at the same time.</summary>
    public void Divide(IDividedWork work, int parts)
    {
        var other = Task.Run(() => DoEveryOther(work, parts - 2));
        DoEveryOther(work, parts - 1);
        other.GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.Pulse(_gate);
        }

        _thread.Join();
    }

    private static void DoEveryOther(IDividedWork work, int last)
    {
        for (int part = last; part >= 0; part -= 2)
            work.DoPart(part);
    }

    private void HandleAll()
    {
        while (Next() is byte[] message)
        {
            try
            {
                if (Failure is null)
                    _actor.Receive(MessageCodec.FromBytes(message), this);
            }
            catch (Exception e)
            {
                // Whatever it was, it belongs to the thread that runs the ecosystem.
                Failure = e;
            }
            finally
            {
                _busy.Signal();
            }
        }
    }

    private byte[]? Next()
    {
        lock (_gate)
        {
            while (_inbox.Count == 0 && !_closed)
                Monitor.Wait(_gate);
            return _closed ? null : _inbox.Dequeue();
        }
    }
}
