using CoEvolve.Engines;

namespace CoEvolve.Cli.Tests;

/// <summary>`coevolve node` in this process, until it is disposed of.</summary>
internal sealed class RunningNode : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task<ToolResult> _work;

    public RunningNode(string store, Func<IEngine>? engineOf = null, params string[] options) =>
        _work = Task.Factory.StartNew(
            () => Tool.Run(engineOf ?? (() => new LocalEngine()), _stop.Token, ["node", "--store", store, "--parallel", "2", .. options]),
            TaskCreationOptions.LongRunning);

    /// <summary>Stops it as SIGTERM does.</summary>
    public ToolResult Stop()
    {
        _stop.Cancel();
        return _work.GetAwaiter().GetResult();
    }

    /// <summary>Waits until it has ended by itself.</summary>
    public ToolResult Await()
    {
        Assert.True(_work.Wait(TimeSpan.FromMinutes(2)), "The node goes on.");
        return _work.Result;
    }

    public void Dispose()
    {
        Stop();
        _stop.Dispose();
    }
}
