using System.Diagnostics;
using System.Runtime.Versioning;
using Npgsql;

namespace CoEvolve.Postgres.Testing.Tests;

/// <summary>A cluster that scripts/private-postgres.sh keeps in a temporary folder. Disposing kills it and deletes the folder.</summary>
[SupportedOSPlatform("linux")]
internal sealed class PrivateCluster : IDisposable
{
    private static readonly string Script = Path.Combine(FindRoot(), "scripts", "private-postgres.sh");

    private readonly string _parent = Directory.CreateTempSubdirectory("coevolve-script-").FullName;

    public PrivateCluster()
    {
        // For root the server runs under another account, which must get to its folder.
        File.SetUnixFileMode(_parent, File.GetUnixFileMode(_parent) | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        Folder = Path.Combine(_parent, "a cluster");
    }

    public string Folder { get; }

    public string Start(params string[] port)
    {
        (int exitCode, string output, string errors) = Run(["start", Folder, .. port]);
        Assert.Equal((0, ""), (exitCode, errors));
        return output.TrimEnd('\n');
    }

    public (int ExitCode, string Output, string Errors) Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("bash", [Script, .. arguments])
        {
            WorkingDirectory = _parent,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output.Result, errors);
    }

    /// <summary>Runs SQL at an address of the form postgres://user@host:port/database.</summary>
    public static object? Execute(string address, string sql)
    {
        var uri = new Uri(address);
        using var connection = new NpgsqlConnection(
            $"Host={uri.Host};Port={uri.Port};Username={uri.UserInfo};Database={uri.AbsolutePath[1..]};Pooling=False");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteScalar();
    }

    public void Dispose()
    {
        if (Directory.Exists(Path.Combine(Folder, "data")))
            Assert.Equal((0, "", ""), Run("kill", Folder));
        Directory.Delete(_parent, recursive: true);
    }

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "CoEvolve.sln")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("No folder above the tests holds CoEvolve.sln.");
    }
}
