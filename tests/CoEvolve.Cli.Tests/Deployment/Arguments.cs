using System.CommandLine;
using System.Text.RegularExpressions;
using CoEvolve.Engines;

namespace CoEvolve.Cli.Tests;

/// <summary>What the files of a deployment say, in words and versions that several of them share.</summary>
internal static partial class Arguments
{
    /// <summary>The account of .NET's images.</summary>
    public const string Account = "1654";

    /// <summary>What a node needs to store its slices or hand them back, once it is told to stop (docs/cluster.md).</summary>
    public const int SecondsToLeave = 2;

    /// <summary>The same for a node of an Akka.NET cluster, which also hands over what lives on it (docs/akka.md).</summary>
    public const int SecondsToLeaveCluster = 25;

    /// <summary>The version in Directory.Build.props, which images are tagged with.</summary>
    public static string Version { get; } = PropertyOfVersion().Match(File.ReadAllText(Repository.Path("Directory.Build.props"))).Groups[1].Value;

    /// <summary>The image of a build without Akka.NET, and that of one with it.</summary>
    public static string Image(bool akka) => $"coevolve:{Version}{(akka ? "-akka" : "")}";

    /// <summary>What deploy/akka/container.hocon says, without what it explains.</summary>
    public static string ContainerSettings { get; } =
        string.Join('\n', File.ReadAllLines(Repository.Path("deploy", "akka", "container.hocon")).Where(line => line.Length > 0 && line[0] != '#'));

    /// <summary>The value behind an option.</summary>
    public static string Of(IReadOnlyList<string> arguments, string option)
    {
        int at = arguments.ToList().IndexOf(option);
        Assert.True(at >= 0 && at + 1 < arguments.Count, $"There is no {option}.");
        return arguments[at + 1];
    }

    /// <summary>Fails unless the program understands these arguments, every option and every value.</summary>
    public static void AssertUnderstood(IEnumerable<string> arguments)
    {
        string[] all = [.. arguments];
        using var nowhere = new StringWriter();
        ParseResult parsed = CommandLine.Describe(new CommonOptions(), new Streams(nowhere, nowhere, Interactive: false), () => new LocalEngine(), CancellationToken.None).Parse(all);
        Assert.True(parsed.Errors.Count == 0, $"{string.Join(' ', all)}: {string.Join(' ', parsed.Errors.Select(error => error.Message))}");
        Assert.Empty(parsed.UnmatchedTokens);
    }

    /// <summary>Whether an image names one build rather than whatever is newest: a whole version, and perhaps a variant.</summary>
    public static bool IsPinned(string tag) => WholeVersion().IsMatch(tag);

    [GeneratedRegex("<Version>(.+)</Version>")]
    private static partial Regex PropertyOfVersion();

    // PostgreSQL's whole versions have two numbers.
    [GeneratedRegex(@"^([a-z0-9.]+/)*[a-z]+:(\d+\.\d+\.\d+|1\d\.\d+)(-[a-z]+)?$")]
    private static partial Regex WholeVersion();
}
