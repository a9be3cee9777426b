namespace CoEvolve.Cli;

/// <summary>One thing that `coevolve doctor` looked at. Immutable.</summary>
/// <param name="Subject">What, in a word or two.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Found">What there is.</param>
/// <param name="Remedy">What to do about it; null where nothing has to be done, or what was found says it.</param>
internal sealed record Diagnosis(string Subject, Severity Severity, string Found, string? Remedy = null)
{
    /// <summary>All is well.</summary>
    public static Diagnosis Ok(string subject, string found) => new(subject, Severity.Ok, found);

    /// <summary>It works, and could be better.</summary>
    public static Diagnosis Warning(string subject, string found, string remedy) => new(subject, Severity.Warning, found, remedy);

    /// <summary>Something will not work.</summary>
    public static Diagnosis Problem(string subject, string found, string? remedy = null) => new(subject, Severity.Problem, found, remedy);
}
