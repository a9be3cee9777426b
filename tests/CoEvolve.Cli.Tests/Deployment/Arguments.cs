using System.Text.RegularExpressions;

namespace CoEvolve.Cli.Tests;

/// <summary>What the files of a deployment say, in words and versions that several of them share.</summary>
internal static partial class Arguments
{
    /// <summary>The account of .NET's images.</summary>
    public const string Account = "1654";

    /// <summary>What a node needs to store its slices or hand them back, once it is told to stop (docs/cluster.md).</summary>
    public const int SecondsToLeave = 2;

    /// <summary>The version in Directory.Build.props, which images are tagged with.</summary>
    public static string Version { get; } = PropertyOfVersion().Match(File.ReadAllText(Repository.Path("Directory.Build.props"))).Groups[1].Value;

    /// <summary>The value behind an option.</summary>
    public static string Of(IReadOnlyList<string> arguments, string option)
    {
        int at = arguments.ToList().IndexOf(option);
        Assert.True(at >= 0 && at + 1 < arguments.Count, $"There is no {option}.");
        return arguments[at + 1];
    }

    /// <summary>Whether an image names one build rather than whatever is newest: a whole version, and perhaps a variant.</summary>
    public static bool IsPinned(string tag) => WholeVersion().IsMatch(tag);

    [GeneratedRegex("<Version>(.+)</Version>")]
    private static partial Regex PropertyOfVersion();

    // PostgreSQL's whole versions have two numbers.
    [GeneratedRegex(@"^([a-z0-9.]+/)*[a-z]+:(\d+\.\d+\.\d+|1\d\.\d+)(-[a-z]+)?$")]
    private static partial Regex WholeVersion();
}
