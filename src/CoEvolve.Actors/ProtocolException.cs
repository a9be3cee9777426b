namespace CoEvolve.Actors;

/// <summary>An actor got a message that the protocol does not allow: an engine lost, doubled or misdirected one.</summary>
public sealed class ProtocolException : Exception
{
    /// <summary>Makes one that names message and actor.</summary>
    public ProtocolException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one with a cause.</summary>
    public ProtocolException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>Makes one without a message.</summary>
    public ProtocolException()
    {
    }

    internal static ProtocolException Unexpected(Message message, string actor) =>
        new($"'{actor}' got {message.GetType().Name} of generation {message.Generation}, which does not belong there or then.");
}
