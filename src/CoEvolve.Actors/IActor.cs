namespace CoEvolve.Actors;

/// <summary>
/// One member of an ecosystem. It takes one message at a time, changes its own state and answers by sending messages; it
/// touches no thread, clock, file or engine, so it runs the same on every engine.
/// </summary>
public interface IActor
{
    /// <summary>Handles one message to its end.</summary>
    /// <param name="message">What arrived. Buffers in it belong to its sender and stay valid until <see cref="GenerationCompleted"/>.</param>
    /// <param name="context">Through which answers are sent.</param>
    /// <exception cref="ProtocolException">The message does not belong here, or comes at the wrong time: a defect of the engine.</exception>
    void Receive(Message message, IActorContext context);
}
