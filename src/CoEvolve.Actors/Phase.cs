namespace CoEvolve.Actors;

/// <summary>Where an actor stands in the course of a generation; what comes out of turn is refused by it.</summary>
internal enum Phase
{
    /// <summary>
    /// It has no state yet. What others send for the first generation may be there before: between senders there is no order.
    /// </summary>
    Unstarted,

    /// <summary>It has a state and waits for the generation to begin.</summary>
    Ready,

    /// <summary>The generation is under way.</summary>
    Advancing,

    /// <summary>Its own part is done; it waits for everybody else.</summary>
    Done,
}
