namespace CoEvolve.Actors.Tests;

/// <summary>Keeps copies of what an actor sends, in order.</summary>
internal sealed class RecordingContext : IActorContext
{
    public List<(ActorId Recipient, Message Message)> Sent { get; } = [];

    /// <summary>The types of the messages sent since this was last asked.</summary>
    public IEnumerable<string> Kinds()
    {
        string[] kinds = [.. Sent.Select(sent => sent.Message.GetType().Name)];
        Sent.Clear();
        return kinds;
    }

    public void Send(ActorId recipient, Message message) => Sent.Add((recipient, MessageCodec.FromBytes(MessageCodec.ToBytes(message))));

    /// <summary>The last message of a type.</summary>
    public T Last<T>()
        where T : Message => Sent.Select(sent => sent.Message).OfType<T>().Last();
}
