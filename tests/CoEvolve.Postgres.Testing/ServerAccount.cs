using System.Diagnostics;

namespace CoEvolve.Postgres.Testing;

/// <summary>
/// Runs programs under the account that the server belongs to. PostgreSQL refuses to run as root, so for root this is
/// <c>postgres</c> where that account exists, else <c>nobody</c>; for anybody else it is the account of this process.
/// </summary>
internal static class ServerAccount
{
    private static readonly string? Other = Environment.UserName == "root" ? Find() : null;

    /// <summary>What a command line begins with to run under the account.</summary>
    public static IReadOnlyList<string> Prefix { get; } = Other is null ? [] : ["runuser", "-u", Other, "--"];

    /// <summary>Hands a folder to the account.</summary>
    public static void Own(string folder)
    {
        if (Other is not null)
            Execute(folder, "chown", Other, folder);
    }

    /// <summary>Runs a program under the account, in a folder that it may enter, and waits for its end.</summary>
    /// <exception cref="InvalidOperationException">The program failed; the message ends with what it printed.</exception>
    public static void Run(string folder, string program, params string[] arguments) => Execute(
        folder, [.. Prefix, program, .. arguments]);

    private static void Execute(string folder, params string[] line)
    {
        var start = new ProcessStartInfo(line[0], line[1..])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{string.Join(' ', line)}: exit code {process.ExitCode}\n{output.Result}{errors}");
    }

    private static string Find() => File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal))
        ? "postgres"
        : "nobody";
}
