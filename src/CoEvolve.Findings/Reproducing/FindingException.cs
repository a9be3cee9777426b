namespace CoEvolve.Findings;

/// <summary>A finding could not be examined; the message says why.</summary>
public sealed class FindingException : Exception
{
    /// <summary>Makes one with a message for the user.</summary>
    public FindingException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one with a message for the user and the cause.</summary>
    public FindingException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>Makes one without a message.</summary>
    public FindingException()
    {
    }
}
