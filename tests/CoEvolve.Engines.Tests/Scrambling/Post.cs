using CoEvolve.Actors;

namespace CoEvolve.Engines.Tests;

/// <summary>
/// Holds all messages under way, as bytes in one queue per pair of sender and recipient, and picks at random which queue
/// gives its oldest next. Thread-safe.
/// </summary>
/// <remarks>
/// Each queue has a weight between 1 and 1/1024, drawn anew now and then: one sender may run far ahead while another's
/// message lies, which even chances would hardly ever show. No weight is 0, so nothing lies for ever. Which queues there
/// are, and in what order they are numbered, must not depend on threads: they are kept sorted by their pair.
/// </remarks>
internal sealed class Post(int seed)
{
    private const double ChanceOfNewWeights = 0.05;
    private readonly Lock _gate = new();
    private readonly Random _random = new(seed);
    private readonly SortedDictionary<(int Sender, int Recipient), Queue<byte[]>> _queues = [];
    private readonly Dictionary<(int Sender, int Recipient), double> _weights = [];

    /// <summary>Messages under way.</summary>
    public int Count { get; private set; }

    public void Hold(ActorId sender, ActorId recipient, Message message)
    {
        byte[] bytes = MessageCodec.ToBytes(message);
        lock (_gate)
        {
            if (!_queues.TryGetValue((sender.Index, recipient.Index), out Queue<byte[]>? queue))
                _queues.Add((sender.Index, recipient.Index), queue = []);
            queue.Enqueue(bytes);
            Count++;
        }
    }

    /// <summary>Some of the messages under way, one at least, in the order of their delivery. Asked while no actor runs.</summary>
    public List<(ActorId Recipient, byte[] Bytes)> Release()
    {
        lock (_gate)
        {
            var released = new List<(ActorId, byte[])>();
            for (int left = _random.Next(Count) + 1; left > 0; left--)
                released.Add(Next());
            return released;
        }
    }

    private (ActorId Recipient, byte[] Bytes) Next()
    {
        if (_random.NextDouble() < ChanceOfNewWeights)
            _weights.Clear();
        var waiting = _queues.Where(queue => queue.Value.Count > 0).ToList();
        double mark = waiting.Sum(queue => Weight(queue.Key)) * _random.NextDouble();
        int i = 0;
        while (i < waiting.Count - 1 && (mark -= Weight(waiting[i].Key)) >= 0)
            i++;
        Count--;
        return (new ActorId(waiting[i].Key.Recipient), waiting[i].Value.Dequeue());
    }

    private double Weight((int Sender, int Recipient) pair)
    {
        if (!_weights.TryGetValue(pair, out double weight))
            _weights.Add(pair, weight = Math.ScaleB(1, -_random.Next(11)));
        return weight;
    }
}
