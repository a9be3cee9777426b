using CoEvolve.Core;

namespace CoEvolve.Actors;

/// <summary>The only way out of an actor.</summary>
public interface IActorContext
{
    /// <summary>
    /// Sends a message. It is delivered once, after all that the same sender sent to the same recipient before; between
    /// different senders there is no order.
    /// </summary>
    void Send(ActorId recipient, Message message);

    /// <summary>Has all parts of a work done, and returns when they are. An engine may do them at the same time; as it stands here, one follows the other.</summary>
    /// <param name="work">The work; its parts send no messages.</param>
    /// <param name="parts">How many there are, 0 or more. Worth it from a few microseconds a part.</param>
    /// <exception cref="Exception">What a part threw; if several did, that of the lowest number. Which others were done is not said.</exception>
    void Divide(IDividedWork work, int parts)
    {
        ArgumentNullException.ThrowIfNull(work);
        for (int part = 0; part < parts; part++)
            work.DoPart(part);
    }
}
