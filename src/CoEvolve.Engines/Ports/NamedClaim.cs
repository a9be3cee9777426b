namespace CoEvolve.Engines;

/// <summary>What came of asking for one certain ecosystem.</summary>
/// <param name="Claim">It alone; null if it was not to be had.</param>
/// <param name="Reason">Why there is no claim.</param>
public readonly record struct NamedClaim(IClaim? Claim, NoClaim Reason)
{
    /// <summary>It was taken.</summary>
    public NamedClaim(IClaim claim)
        : this(claim, NoClaim.Taken)
    {
    }
}
