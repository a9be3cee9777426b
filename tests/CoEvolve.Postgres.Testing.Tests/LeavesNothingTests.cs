using System.Diagnostics;

namespace CoEvolve.Postgres.Testing.Tests;

public sealed class LeavesNothingTests
{
    [PostgresFact]
    public void A_disposed_server_leaves_nothing()
    {
        using var server = new PrivatePostgres();
        var traces = Traces.Of(server.Folder);
        Assert.True(traces.ProcessesRun);
        Assert.True(traces.SharedMemoryExists);
        server.Dispose();
        traces.AssertGone();
    }

    [PostgresFact]
    public void A_killed_server_leaves_nothing()
    {
        using var server = new PrivatePostgres();
        var traces = Traces.Of(server.Folder);
        server.KillServer();
        Assert.False(traces.ProcessesRun);
        Assert.True(traces.SharedMemoryExists);
        server.Dispose();
        traces.AssertGone();
    }

    [PostgresFact]
    public void A_server_that_cannot_start_leaves_nothing_and_says_why()
    {
        using var server = new PrivatePostgres();
        var traces = Traces.Of(server.Folder);
        server.Stop();
        File.AppendAllText(Path.Combine(server.Folder, "data", "postgresql.conf"), "no_such_setting = 1\n");
        var failure = Assert.Throws<InvalidOperationException>(server.StartAgain);
        Assert.Contains("no_such_setting", failure.Message, StringComparison.Ordinal);
        server.Dispose();
        traces.AssertGone();
    }

    [PostgresFact]
    public void A_process_that_is_killed_leaves_nothing()
    {
        string[] arguments = ["exec", typeof(Program).Assembly.Location];
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using Process child = Process.Start(start)!;
        var traces = Traces.Of(child.StandardOutput.ReadLine()!);
        int[] others = [.. ProcessTable.ChildrenOf(child.Id)];
        Assert.NotEmpty(others);
        child.Kill();
        child.WaitForExit();
        SpinWait.SpinUntil(() => others.All(ProcessTable.HasEnded));
        traces.AssertGone();
    }
}
