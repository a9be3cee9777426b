namespace CoEvolve.Actors;

/// <summary>Whatever one actor of an ecosystem sends to another.</summary>
/// <remarks>
/// Its sender owns a message and its buffers. Until <see cref="GenerationCompleted"/> neither changes; then the sender may
/// fill the same object anew for the next generation, which is how a running ecosystem allocates nothing.
/// </remarks>
public abstract record Message
{
    /// <summary>Who sent it.</summary>
    public ActorId Sender { get; init; }

    /// <summary>The generation t of the step t → t + 1 that it belongs to.</summary>
    public int Generation { get; set; }
}
