namespace CoEvolve.Engines;

/// <summary>
/// A claim is no longer its worker's: the store was not reached for too long. What was computed under it is not stored, and
/// must be dropped; whoever claims the ecosystems next starts from what is stored.
/// </summary>
public sealed class ClaimLostException : Exception
{
    /// <summary>Makes one with the reason.</summary>
    public ClaimLostException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one with the reason and the cause.</summary>
    public ClaimLostException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>Makes one without a message.</summary>
    public ClaimLostException()
    {
    }
}
