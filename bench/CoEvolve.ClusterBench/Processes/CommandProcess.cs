using System.Diagnostics;
using System.Globalization;
using CoEvolve.Measuring;

namespace CoEvolve.ClusterBench;

/// <summary>A process of the built command: <c>dotnet coevolve.dll …</c>. It is killed when disposed of, if it still runs.</summary>
internal sealed class CommandProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly string _line;
    private readonly List<(string Text, long At)> _said = [];
    private bool _isDisposed;

    private CommandProcess(string[] arguments)
    {
        string program = Tree.Path("src", "CoEvolve.Cli", "bin", Tree.Configuration, "net10.0", "coevolve.dll");
        _line = $"coevolve {string.Join(' ', arguments)}";
        Started = Stopwatch.GetTimestamp();
        _process = Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, data) => Hear(data.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>When it was started, as a <see cref="Stopwatch"/> has it.</summary>
    public long Started { get; }

    /// <summary>Its number.</summary>
    public int Id => _process.Id;

    /// <summary>Starts the command.</summary>
    public static CommandProcess Start(params string[] arguments) => new(arguments);

    /// <summary>Runs the command to its end.</summary>
    /// <returns>How long that took, and how long it kept processors busy, in seconds.</returns>
    /// <exception cref="InvalidOperationException">Its exit code was not 0.</exception>
    public static (double Seconds, double ProcessorSeconds) Run(params string[] arguments)
    {
        double before = ProcessorTime.OfEndedChildren();
        using CommandProcess process = Start(arguments);
        int code = process.WaitForExit();
        double seconds = Stopwatch.GetElapsedTime(process.Started).TotalSeconds;
        return code == 0 ? (seconds, ProcessorTime.OfEndedChildren() - before) : throw process.Failed($"its exit code was {code}");
    }

    /// <summary>Waits until it has said a line on standard error that begins so.</summary>
    /// <returns>When it said it, as a <see cref="Stopwatch"/> has it.</returns>
    /// <exception cref="InvalidOperationException">It ended without, or said nothing for two minutes.</exception>
    public long WaitForLine(string beginning)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            bool hasExited = _process.HasExited;
            if (hasExited)
                _process.WaitForExit(); // and until all is heard that it said
            lock (_said)
            {
                foreach ((string text, long at) in _said)
                {
                    if (text.StartsWith(beginning, StringComparison.Ordinal))
                        return at;
                }

                if (!hasExited && Stopwatch.GetElapsedTime(start) < Patience)
                    Monitor.Wait(_said, TimeSpan.FromSeconds(1));
            }

            if (hasExited)
                throw Failed($"it ended with exit code {_process.ExitCode} and did not say '{beginning}…'");
            if (Stopwatch.GetElapsedTime(start) >= Patience)
                throw Failed($"it did not say '{beginning}…' within {Patience.TotalSeconds} s");
        }
    }

    /// <summary>Sends a signal: INT, TERM.</summary>
    public void Signal(string name)
    {
        using Process kill = Process.Start("kill", [$"-{name}", Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Sends KILL, and returns at once.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Waits for its end.</summary>
    /// <returns>The exit code.</returns>
    public int WaitForExit()
    {
        _process.WaitForExit();
        return _process.ExitCode;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private void Hear(string? text)
    {
        if (text is null)
            return;
        lock (_said)
        {
            _said.Add((text, Stopwatch.GetTimestamp()));
            Monitor.PulseAll(_said);
        }
    }

    private InvalidOperationException Failed(string what)
    {
        lock (_said)
            return new InvalidOperationException($"{_line}: {what}.\n{string.Join('\n', _said.Select(said => said.Text))}");
    }
}
