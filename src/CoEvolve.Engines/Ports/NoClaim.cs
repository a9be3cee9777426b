namespace CoEvolve.Engines;

/// <summary>Why an ecosystem could not be taken.</summary>
public enum NoClaim
{
    /// <summary>It was taken.</summary>
    Taken,

    /// <summary>It is in other hands, of whoever works on the same store.</summary>
    Held,

    /// <summary>It waits for a command.</summary>
    Paused,

    /// <summary>It is finished, stopped or failed; or the store has no such ecosystem that this program may run.</summary>
    Over,
}
