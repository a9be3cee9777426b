using System.Globalization;

namespace CoEvolve.Cli;

/// <summary>Numbers of bytes for people.</summary>
internal static class Sizes
{
    /// <summary>"512 MB", "1.5 GB".</summary>
    public static string Of(long bytes) => bytes < 1L << 30
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes >> 20} MB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 30):0.0} GB");
}
