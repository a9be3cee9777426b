namespace CoEvolve.Actors;

/// <summary>The only way out of an actor.</summary>
public interface IActorContext
{
    /// <summary>
    /// Sends a message. It is delivered once, after all that the same sender sent to the same recipient before; between
    /// different senders there is no order.
    /// </summary>
    void Send(ActorId recipient, Message message);
}
