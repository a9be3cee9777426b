using System.Globalization;

namespace CoEvolve.ClusterBench;

/// <summary>A node: a process that computes what is in a database. It is killed when disposed of, if it still runs.</summary>
internal sealed class NodeProcess : IDisposable
{
    private static int _started;

    private readonly CommandProcess _process;

    /// <summary>Starts a node, and waits until it looks for work.</summary>
    /// <param name="address">Of the database.</param>
    /// <param name="parallel">Ecosystems at a time.</param>
    public NodeProcess(string address, int parallel)
    {
        Name = string.Create(CultureInfo.InvariantCulture, $"node-{Interlocked.Increment(ref _started)}");
        _process = CommandProcess.Start("node", "--store", address, "--name", Name, "--parallel", parallel.ToString(CultureInfo.InvariantCulture));
        _process.WaitForLine("node ");
    }

    /// <summary>What the database knows it as; no other node of this program has that name.</summary>
    public string Name { get; }

    /// <summary>Seconds of processor time so far.</summary>
    public double ProcessorSeconds => ProcessorTime.Of(_process.Id);

    /// <summary>Kills it as a crash would, and returns at once.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Stops it in an orderly way.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public void Stop()
    {
        _process.Signal("TERM");
        if (_process.WaitForExit() is not 0 and int code)
            throw new InvalidOperationException($"{Name}: exit code {code}.");
    }

    /// <inheritdoc/>
    public void Dispose() => _process.Dispose();
}
