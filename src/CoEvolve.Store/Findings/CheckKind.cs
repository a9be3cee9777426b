namespace CoEvolve.Store;

/// <summary>What a check of a finding asks. Stored in lower case.</summary>
public enum CheckKind
{
    /// <summary>Whether what was measured agrees with an exact result.</summary>
    Agreement,

    /// <summary>Whether an effect that the finding claims is there, and is not where it must not be.</summary>
    Demonstration,
}
