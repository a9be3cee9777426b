namespace CoEvolve.Cli;

/// <summary>How bad it is what `coevolve doctor` found.</summary>
internal enum Severity
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>It works, and could be better.</summary>
    Warning,

    /// <summary>Something will not work.</summary>
    Problem,
}
