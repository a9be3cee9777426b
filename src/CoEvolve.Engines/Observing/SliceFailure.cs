namespace CoEvolve.Engines;

/// <summary>An ecosystem that failed in a slice.</summary>
/// <param name="Ecosystem">Its id within the experiment.</param>
/// <param name="Generation">Where it stood.</param>
/// <param name="Error">What was thrown, as it is stored: type and message.</param>
public sealed record SliceFailure(long Ecosystem, int Generation, string Error)
{
    /// <summary>The type of what was thrown.</summary>
    public string ErrorType => Error.IndexOf(':', StringComparison.Ordinal) is > 0 and int end ? Error[..end] : "_OTHER";
}
