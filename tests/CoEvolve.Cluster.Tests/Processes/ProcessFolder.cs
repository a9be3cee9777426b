using System.Diagnostics;

namespace CoEvolve.Cluster.Tests;

/// <summary>
/// A temporary folder for processes to work in. Disposing it kills every process that does, also stopped ones, and deletes the
/// folder. A shell does so that waits for the end of a pipe, so it is also done when the process of the tests is killed.
/// </summary>
internal sealed class ProcessFolder : IDisposable
{
    private const string Script = """
        trap '' HUP INT TERM
        exec >/dev/null 2>&1
        wish=$(cat)
        folder=$(readlink -f "$1")
        for process in /proc/[0-9]*; do
            [ "$(readlink "$process/cwd")" = "$folder" ] && kill -9 "${process#/proc/}"
        done
        [ "$wish" = keep ] || rm -rf "$1"
        """;

    private readonly Process _shell;
    private bool _isDone;

    public ProcessFolder()
    {
        Path = Directory.CreateTempSubdirectory("coevolve-cluster-").FullName;
        _shell = Process.Start(new ProcessStartInfo("sh", ["-c", Script, "sh", Path]) { WorkingDirectory = "/", RedirectStandardInput = true })!;
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>A file or folder in it.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Leaves the folder there, for somebody to look into it.</summary>
    public void Keep() => _shell.StandardInput.Write("keep");

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isDone)
            return;
        _isDone = true;
        _shell.StandardInput.Close();
        _shell.WaitForExit();
        _shell.Dispose();
    }
}
