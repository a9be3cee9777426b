using System.Text.RegularExpressions;

namespace CoEvolve.Cli.Tests;

/// <summary>
/// Runs every command of the README and of docs/ as a newcomer would: in a fresh copy of the tree with nothing built, in
/// the order of the page. An `output` fence is what the fence before it must have printed, but for running times.
/// </summary>
/// <remarks>
/// `sh` fences run in bash, `sql` in sqlite3 on digits.db, `python` in Python 3, `r` in R. The test command itself is not
/// run again: it is what runs this test, and .ci/run must call it exactly as the README gives it.
/// </remarks>
public sealed partial class DocumentationTests
{
    private const string TestCommand = "dotnet test";

    private static readonly string[] FoldersOfPages = [".", "docs", "deploy"];

    [ToolsFact("bash", "git", "sqlite3", "python3", "Rscript", "postgres", "psql", "pg_dump", "pg_restore", "openssl")]
    public void Every_command_of_the_readme_and_the_docs_works_and_prints_what_it_says()
    {
        using var folder = new TemporaryFolder();
        // As a clone is: a PostgreSQL server that a page starts does not run as root, and must get to its data.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder.Path, File.GetUnixFileMode(folder.Path) | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        CopyTree(folder.Path);
        try
        {
            foreach (string page in Directory.GetFiles(Repository.Root, "*.md").Concat(Directory.GetFiles(Repository.Path("docs"), "*.md")).Order(StringComparer.Ordinal))
            {
                RunPage(File.ReadAllText(page), Path.GetRelativePath(Repository.Root, page), folder.Path);
                foreach (string results in Directory.GetFiles(folder.Path, "*.db*"))
                    File.Delete(results);
            }
        }
        finally
        {
            StopWhatRuns(folder.Path);
        }
    }

    [Fact]
    public void The_readme_names_the_test_command_and_ci_runs_it()
    {
        Assert.Contains(Fences(File.ReadAllText(Repository.Path("README.md"))), f => f.Language == "sh" && f.Text.Trim() == TestCommand);
        Assert.Contains(File.ReadAllLines(Repository.Path(".ci", "run")), line => line.StartsWith(TestCommand + " ", StringComparison.Ordinal) || line.Contains(TestCommand + " |", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_link_between_pages_leads_somewhere()
    {
        foreach (string page in FoldersOfPages.SelectMany(folder => Directory.GetFiles(Repository.Path(folder), "*.md")))
        {
            foreach (Match link in Link().Matches(File.ReadAllText(page)))
            {
                string target = link.Groups[1].Value;
                if (!target.Contains("://", StringComparison.Ordinal))
                    Assert.True(Path.Exists(Path.Combine(Path.GetDirectoryName(page)!, target)), $"{Path.GetFileName(page)} links to {target}, which is not there.");
            }
        }
    }

    private static void RunPage(string text, string page, string folder)
    {
        string printed = "";
        foreach (Fence fence in Fences(text))
        {
            if (fence.Language == "output")
            {
                Assert.Equal(Comparable(fence.Text), Comparable(printed));
                continue;
            }

            if (Program(fence.Language) is not { } program || fence.Text.Trim() == TestCommand)
                continue;
            ToolResult result = Shell.Run(Shell.Start(folder, program[0], program[1..]), fence.Text);
            Assert.True(result.ExitCode == 0, $"{page}, line {fence.Line}: exit code {result.ExitCode} of\n{fence.Text}\n{result.Output}\n{result.Error}");
            printed = result.Output;
        }
    }

    // A page that failed half way leaves the nodes and the server that it started.
    private static void StopWhatRuns(string folder) => Shell.Run(Shell.Start(folder, "bash"), """
        for process in *.pid; do [ -f "$process" ] && kill -9 "$(cat "$process")"; done
        if [ -f postgres.folder ]; then scripts/private-postgres.sh kill "$(cat postgres.folder)"; fi
        """);

    private static string[]? Program(string language) => language switch
    {
        "sh" => ["bash", "-euo", "pipefail"],
        "sql" => ["sqlite3", "-bail", "digits.db"],
        "python" => ["python3", "-"],
        "r" => ["Rscript", "-"],
        _ => null,
    };

    // Running times differ from run to run, and so may the space at the end of a line.
    private static string Comparable(string text) =>
        string.Join('\n', Seconds().Replace(text, "# s").ReplaceLineEndings("\n").Split('\n').Select(l => l.TrimEnd())).Trim();

    private static IEnumerable<Fence> Fences(string text)
    {
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith("```", StringComparison.Ordinal))
                continue;
            int end = Array.IndexOf(lines, "```", i + 1);
            yield return new Fence(lines[i][3..].Trim(), string.Join('\n', lines[(i + 1)..end]) + "\n", i + 1);
            i = end;
        }
    }

    // What git would commit, as it stands in the working tree.
    private static void CopyTree(string target)
    {
        ToolResult files = Shell.Run(Shell.Start(Repository.Root, "git", "ls-files", "--cached", "--others", "--exclude-standard"));
        Assert.Equal(0, files.ExitCode);
        foreach (string file in files.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(f => File.Exists(Repository.Path(f))))
        {
            string copy = Path.Combine(target, file);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(Repository.Path(file), copy);
        }
    }

    [GeneratedRegex(@"\b\d+\.\d s\b")]
    private static partial Regex Seconds();

    [GeneratedRegex(@"\]\(([^)#\s]+)")]
    private static partial Regex Link();

    private sealed record Fence(string Language, string Text, int Line);
}
