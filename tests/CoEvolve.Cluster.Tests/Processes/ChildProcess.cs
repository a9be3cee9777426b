using System.Diagnostics;
using System.Globalization;

namespace CoEvolve.Cluster.Tests;

/// <summary>A process of .NET that works in a <see cref="ProcessFolder"/>; what it prints goes into a journal, line by line.</summary>
internal sealed class ChildProcess : IDisposable
{
    /// <summary>The built command's own assembly.</summary>
    public static string Command { get; } = Path.Combine(AppContext.BaseDirectory, "coevolve.dll");

    private readonly Process _process;
    private readonly Journal _journal;
    private readonly Lock _gate = new();
    private readonly List<string> _lines = [];

    /// <summary>Starts it.</summary>
    /// <param name="folder">Where it works.</param>
    /// <param name="journal">Gets what it prints.</param>
    /// <param name="name">How the journal calls it.</param>
    /// <param name="assembly">What to run.</param>
    /// <param name="arguments">Of the program.</param>
    public ChildProcess(ProcessFolder folder, Journal journal, string name, string assembly, params string[] arguments)
        : this(folder, journal, name, assembly, new Dictionary<string, string>(), arguments)
    {
    }

    /// <summary>Starts it with variables of its own.</summary>
    public ChildProcess(ProcessFolder folder, Journal journal, string name, string assembly, IReadOnlyDictionary<string, string> variables, params string[] arguments)
    {
        (Name, _journal) = (name, journal);
        string[] line = ["exec", assembly, .. arguments];
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", line)
        {
            WorkingDirectory = folder.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string variable, string value) in variables)
            start.Environment[variable] = value;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Write(line.Data);
        _process.ErrorDataReceived += (_, line) => Write(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>How the journal calls it.</summary>
    public string Name { get; }

    /// <summary>Whether it has ended, by itself or killed.</summary>
    public bool HasEnded => _process.HasExited;

    /// <summary>Starts the command.</summary>
    public static ChildProcess StartCommand(ProcessFolder folder, Journal journal, string name, params string[] arguments) =>
        new(folder, journal, name, Command, arguments);

    /// <summary>Starts the command with variables of its own.</summary>
    public static ChildProcess StartCommand(ProcessFolder folder, Journal journal, string name, IReadOnlyDictionary<string, string> variables, params string[] arguments) =>
        new(folder, journal, name, Command, variables, arguments);

    /// <summary>Runs the command to its end, which must be a good one.</summary>
    public static void RunCommand(ProcessFolder folder, Journal journal, string name, params string[] arguments)
    {
        using ChildProcess process = StartCommand(folder, journal, name, arguments);
        Assert.Equal(0, process.ExitCode(TimeSpan.FromMinutes(10)));
    }

    /// <summary>Whether it has printed a text by now.</summary>
    public bool HasSaid(string text)
    {
        lock (_gate)
            return _lines.Exists(line => line.Contains(text, StringComparison.Ordinal));
    }

    /// <summary>All that it has printed by now.</summary>
    public IReadOnlyList<string> Lines()
    {
        lock (_gate)
            return [.. _lines];
    }

    /// <summary>Whether an assembly is in its memory.</summary>
    public bool HasLoaded(string assembly) =>
        File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{_process.Id}/maps")).Contains($"/{assembly}.dll", StringComparison.Ordinal);

    /// <summary>Kills it with kill -9, and waits until it is gone.</summary>
    public void Kill()
    {
        _process.Kill();
        Assert.True(_process.WaitForExit(TimeSpan.FromMinutes(1)), $"{Name} survived kill -9.");
    }

    /// <summary>Sends it a signal.</summary>
    /// <param name="signal">STOP, CONT, INT or TERM.</param>
    public void Signal(string signal)
    {
        _journal.Add(Name, $"gets SIG{signal}");
        using Process kill = Process.Start("kill", [$"-{signal}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>Ends its standard input.</summary>
    public void CloseInput() => _process.StandardInput.Close();

    /// <summary>Waits for its end.</summary>
    /// <returns>Its exit code.</returns>
    public int ExitCode(TimeSpan patience)
    {
        Assert.True(_process.WaitForExit(patience), $"{Name} did not end within {patience.TotalSeconds} s.");
        _process.WaitForExit(); // for the last of what it printed
        return _process.ExitCode;
    }

    /// <summary>Kills it, if it still runs.</summary>
    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private void Write(string? line)
    {
        if (line is null)
            return;
        _journal.Add(Name, line);
        lock (_gate)
            _lines.Add(line);
    }
}
