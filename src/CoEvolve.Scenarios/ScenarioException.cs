namespace CoEvolve.Scenarios;

/// <summary>
/// Bad input in a scenario or in a file that it names. The message is one line for the user: where, what, the value, what
/// is allowed and the remedy; it needs no stack trace.
/// </summary>
public sealed class ScenarioException : Exception
{
    /// <summary>Makes a refusal.</summary>
    /// <param name="message">One line; line breaks and other control characters become spaces.</param>
    public ScenarioException(string message)
        : base(OneLine(message))
    {
    }

    /// <summary>Makes a refusal with its cause.</summary>
    /// <param name="message">One line; line breaks and other control characters become spaces.</param>
    /// <param name="innerException">What went wrong below.</param>
    public ScenarioException(string message, Exception innerException)
        : base(OneLine(message), innerException)
    {
    }

    private static string OneLine(string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return string.Concat(message.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c)).Trim();
    }
}
