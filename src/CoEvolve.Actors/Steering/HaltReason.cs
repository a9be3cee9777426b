namespace CoEvolve.Actors;

/// <summary>Why an ecosystem computes no further, though its last generation is not reached.</summary>
public enum HaltReason
{
    /// <summary>It would go on.</summary>
    None,

    /// <summary>It waits for a command.</summary>
    Paused,

    /// <summary>It was told to stop, and will never go on.</summary>
    Stopped,
}
