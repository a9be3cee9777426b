namespace CoEvolve.Scenarios;

/// <summary>A file cannot be read, or not what it should be. The message goes on after the file's name: reason and remedy.</summary>
public sealed class InputFileException : Exception
{
    /// <summary>Makes a refusal.</summary>
    /// <param name="message">The reason, such as "there is no such file. …".</param>
    public InputFileException(string message)
        : base(message)
    {
    }

    /// <summary>Makes a refusal with its cause.</summary>
    /// <param name="message">The reason, such as "there is no such file. …".</param>
    /// <param name="innerException">What went wrong below.</param>
    public InputFileException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
