using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;

namespace CoEvolve.Cli;

/// <summary>What produced a result: the program's version, and the processor it runs on.</summary>
internal static class Build
{
    /// <summary>The version, as --version prints it.</summary>
    public static string Version { get; } =
        typeof(Build).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>Name of the processor as the system gives it, or its architecture, and the number of cores.</summary>
    public static string Processor() => string.Create(CultureInfo.InvariantCulture, $"{ProcessorName()}, {Environment.ProcessorCount} cores");

    /// <summary>Name of the processor as the system gives it, or its architecture.</summary>
    public static string ProcessorName()
    {
        string name = RuntimeInformation.ProcessArchitecture.ToString();
        try
        {
            string? model = File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal));
            name = model is null ? name : model[(model.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Not Linux: the architecture has to do.
        }

        return name;
    }
}
