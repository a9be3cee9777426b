using System.Diagnostics;

namespace CoEvolve.Postgres.Testing;

/// <summary>
/// Removes a cluster when this process is done with it: server, shared memory, folder. The work is done by a shell that
/// waits for the end of a pipe from this process, so it is also done after a crash or a <c>kill -9</c> of this process.
/// </summary>
internal sealed class ClusterGuard : IDisposable
{
    // The arguments are the cluster's folder, pg_ctl, and what runs a program under the server's account. The server is
    // known by its working folder: after a crash its number may belong to somebody else. A test may have left it frozen; its
    // children it can kill itself. A killed server leaves a
    // segment of shared memory; its number is in line 7 of the pid file.
    private const string Script = """
        trap '' HUP INT TERM
        exec >/dev/null 2>&1
        cat
        folder=$1 control=$2
        shift 2
        data=$(cd "$folder/data" && pwd -P)
        if [ -f "$data/postmaster.pid" ]; then
            pid=$(sed -n 1p "$data/postmaster.pid")
            if [ "$("$@" readlink "/proc/$pid/cwd")" = "$data" ]; then
                "$@" sh -c 'kill -CONT "$1"' sh "$pid"
                "$@" "$control" stop -D "$data" -m immediate -w
            else
                "$@" ipcrm -m "$(sed -n 7p "$data/postmaster.pid" | awk '{ print $2 }')"
            fi
        fi
        rm -rf "$folder"
        """;

    private readonly Process _shell;
    private bool _isDone;

    public ClusterGuard(string folder)
    {
        string[] prefix = ServerAccount.Prefix is [] ? ["env"] : [.. ServerAccount.Prefix];
        var start = new ProcessStartInfo("sh", ["-c", Script, "sh", folder, PostgresPrograms.PathOf("pg_ctl"), .. prefix])
        {
            WorkingDirectory = "/",
            RedirectStandardInput = true,
        };
        _shell = Process.Start(start)!;
    }

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
