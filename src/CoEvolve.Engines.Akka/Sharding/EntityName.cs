using System.Globalization;

namespace CoEvolve.Engines.Akka;

/// <summary>An ecosystem's name among the cluster's entities: "7-123" is number 123 of experiment 7.</summary>
internal static class EntityName
{
    /// <summary>The name.</summary>
    public static string Of(EcosystemKey key) => string.Create(CultureInfo.InvariantCulture, $"{key.Experiment}-{key.Ecosystem}");

    /// <summary>Whose name it is.</summary>
    /// <exception cref="FormatException">It is no such name.</exception>
    public static EcosystemKey Read(string name)
    {
        string[] parts = name.Split('-');
        return parts.Length == 2
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out long experiment)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out long ecosystem)
            ? new EcosystemKey(experiment, ecosystem)
            : throw new FormatException($"'{name}' is no ecosystem's name; one looks like 7-123.");
    }
}
