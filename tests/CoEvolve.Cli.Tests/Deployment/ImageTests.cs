using System.Text.RegularExpressions;

namespace CoEvolve.Cli.Tests;

/// <summary>deploy/Dockerfile keeps what deploy/README.md promises.</summary>
public sealed partial class ImageTests
{
    // Instructions, each on one line, without comments.
    private static readonly string[] Instructions =
    [
        .. Continuation().Replace(File.ReadAllText(Repository.Path("deploy", "Dockerfile")).ReplaceLineEndings("\n"), " ").Split('\n')
            .Where(line => line.Length > 0 && line[0] != '#'),
    ];

    [Fact]
    public void It_is_built_in_two_stages_from_pinned_images_and_compiled_ahead()
    {
        string[] stages = [.. All("FROM").Select(from => from.Split(' ').Single(word => word.Contains('/', StringComparison.Ordinal)))];
        Assert.Equal(2, stages.Length);
        Assert.All(stages, stage => Assert.True(Arguments.IsPinned(Resolve(stage)), $"{Resolve(stage)} is not pinned."));
        Assert.EndsWith("dotnet/aspnet:${RUNTIME}", stages[1], StringComparison.Ordinal);
        string publish = Assert.Single(All("RUN"), run => run.Contains("dotnet publish src/CoEvolve.Cli", StringComparison.Ordinal));
        Assert.Contains("-p:PublishReadyToRun=true", publish, StringComparison.Ordinal);
        Assert.Contains("--output /app", publish, StringComparison.Ordinal);
        Assert.Contains("--from=build /app /app", All("COPY"));
    }

    [Fact]
    public void Akka_is_built_in_where_it_is_asked_for_and_nowhere_else()
    {
        // Between the two stages' FROM: an argument before them is unknown within.
        string[] build = [.. Instructions.SkipWhile(line => !line.StartsWith("FROM", StringComparison.Ordinal)).Skip(1).TakeWhile(line => !line.StartsWith("FROM", StringComparison.Ordinal))];
        Assert.Contains("ARG AKKA=false", build);
        Assert.Contains("\"-p:Akka=${AKKA}\"", Assert.Single(build, line => line.Contains("dotnet publish", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void It_runs_as_the_account_without_rights_that_is_given_by_number()
    {
        Assert.Equal($"{Arguments.Account}:{Arguments.Account}", Assert.Single(All("USER")));
        Assert.True(Array.FindIndex(Instructions, line => line.StartsWith("USER", StringComparison.Ordinal)) > Array.FindLastIndex(Instructions, line => line.StartsWith("COPY", StringComparison.Ordinal)));
        Assert.Equal("""["dotnet", "/app/coevolve.dll"]""", Assert.Single(All("ENTRYPOINT")));
    }

    [Fact]
    public void Everything_that_is_copied_is_there_and_let_in_and_nothing_else_is()
    {
        string[] ignore = [.. File.ReadAllLines(Repository.Path(".dockerignore")).Where(line => line.Length > 0 && line[0] != '#')];
        Assert.Equal("*", ignore[0]);
        string[] letIn = [.. ignore.Where(line => line[0] == '!').Select(line => line[1..])];
        string[] copied =
        [
            .. All("COPY").Where(copy => !copy.Contains("--from", StringComparison.Ordinal))
                .SelectMany(copy => copy.Split(' ').Where(word => !word.StartsWith("--", StringComparison.Ordinal)).SkipLast(1)).Select(source => source.TrimEnd('/')),
        ];
        Assert.Equal(letIn.Order(StringComparer.Ordinal), copied.Order(StringComparer.Ordinal));
        Assert.All(copied, source => Assert.True(Path.Exists(Repository.Path(source)), $"{source} is not there."));
        Assert.Subset(ignore.ToHashSet(), new HashSet<string> { "**/bin", "**/obj" });
    }

    private static IEnumerable<string> All(string instruction) =>
        Instructions.Where(line => line.StartsWith(instruction + " ", StringComparison.Ordinal)).Select(line => line[(instruction.Length + 1)..].Trim());

    // ${NAME}, as ARG NAME=value gives it.
    private static string Resolve(string text) => Variable().Replace(text, variable =>
        Assert.Single(All("ARG"), argument => argument.StartsWith(variable.Groups[1].Value + "=", StringComparison.Ordinal)).Split('=')[1]);

    [GeneratedRegex(@" *\\\n *")]
    private static partial Regex Continuation();

    [GeneratedRegex(@"\$\{(\w+)\}")]
    private static partial Regex Variable();
}
