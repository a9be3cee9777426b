using System.Reflection;
using CoEvolve.Scenarios;

namespace CoEvolve.Findings;

/// <summary>The shipped scenarios and their data, from inside this assembly.</summary>
internal sealed class EmbeddedScenarios : IInputFiles
{
    /// <summary>The text of a shipped scenario.</summary>
    public static string Text(string name)
    {
        using var reader = new StreamReader(Open("scenarios/" + name) ?? throw new ArgumentException($"There is no shipped scenario '{name}'.", nameof(name)));
        return reader.ReadToEnd();
    }

    /// <summary>Reads data as the shipped scenarios name it, "../data/…".</summary>
    public byte[] Read(string name, long mostBytes)
    {
        using Stream stream = Open(name.Replace("../", "", StringComparison.Ordinal)) ?? throw new InputFileException("no such data is shipped");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static Stream? Open(string name) => Assembly.GetExecutingAssembly().GetManifestResourceStream(name);
}
