namespace CoEvolve.Engines;

/// <summary>A store could not do what it was asked to; the message says what, where and what to do about it.</summary>
public sealed class StoreException : Exception
{
    /// <summary>Makes one with a message for the user.</summary>
    public StoreException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one with a message for the user and the cause.</summary>
    public StoreException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>Makes one without a message.</summary>
    public StoreException()
    {
    }
}
