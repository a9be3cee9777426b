namespace CoEvolve.Engines;

/// <summary>What became of a slice.</summary>
public enum SliceOutcome
{
    /// <summary>It was stored, or queued by a store that keeps a queue.</summary>
    Stored,

    /// <summary>The store took the claim back; somebody computes it again.</summary>
    Lost,

    /// <summary>Nothing was computed that could be stored, and the ecosystems went back as they were.</summary>
    GivenBack,

    /// <summary>The store failed, or refused it.</summary>
    Refused,
}
