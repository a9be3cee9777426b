namespace CoEvolve.Actors.Tests;

/// <summary>Copies of all messages of a run, as they were delivered.</summary>
internal sealed class Traffic
{
    private readonly List<(ActorId Recipient, Message Message)> _messages = [];

    /// <summary>Keeps a copy, since senders fill their messages anew.</summary>
    public Message Keep(ActorId recipient, Message message)
    {
        _messages.Add((recipient, Copy(message)));
        return message;
    }

    /// <summary>What one actor got, in order.</summary>
    public Message[] To(ActorId recipient) => [.. _messages.Where(m => m.Recipient == recipient).Select(m => m.Message)];

    public IEnumerable<T> To<T>(ActorId recipient, int generation)
        where T : Message =>
        _messages.Where(m => m.Recipient == recipient && m.Message.Generation == generation).Select(m => m.Message).OfType<T>();

    /// <summary>How many messages of some kinds were sent at a generation, whoever got them.</summary>
    public int Count(int generation, Func<Message, bool> kind) => _messages.Count(m => m.Message.Generation == generation && kind(m.Message));

    public static T Copy<T>(T message)
        where T : Message => (T)MessageCodec.FromBytes(MessageCodec.ToBytes(message));
}
