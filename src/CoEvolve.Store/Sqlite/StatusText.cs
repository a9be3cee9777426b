using CoEvolve.Engines;

namespace CoEvolve.Store;

/// <summary>The words for statuses and kinds in the file.</summary>
internal static class StatusText
{
    public static string Of(EcosystemStatus status) => status switch
    {
        EcosystemStatus.Waiting => "waiting",
        EcosystemStatus.Running => "running",
        EcosystemStatus.Paused => "paused",
        EcosystemStatus.Finished => "finished",
        EcosystemStatus.Failed => "failed",
        EcosystemStatus.Stopped => "stopped",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Allowed are the six statuses."),
    };

    public static string Of(ModelKind kind) => kind == ModelKind.Text ? "text" : "image";

    public static string Of(CheckKind kind) => kind == CheckKind.Agreement ? "agreement" : "demonstration";

    /// <exception cref="FormatException">The file has a word that this program does not know.</exception>
    public static EcosystemStatus Status(string text) => Parse<EcosystemStatus>(text);

    /// <exception cref="FormatException">The file has a word that this program does not know.</exception>
    public static ModelKind Kind(string text) => Parse<ModelKind>(text);

    /// <exception cref="FormatException">The file has a word that this program does not know.</exception>
    public static CheckKind Check(string text) => Parse<CheckKind>(text);

    private static T Parse<T>(string text)
        where T : struct, Enum =>
        Enum.TryParse(text, ignoreCase: true, out T value) && Enum.IsDefined(value)
            ? value
            : throw new FormatException($"'{text}' stands where one of {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()} belongs");
}
