using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using CoEvolve.Measuring;

namespace CoEvolve.SideBySide;

/// <summary>Runs the NumPy peer, each time in a process of its own.</summary>
internal sealed class PeerProcess
{
    private readonly string _python;

    private PeerProcess(string python) => _python = python;

    /// <summary>Finds a Python that has NumPy: the variable COEVOLVE_PYTHON, or python3, or /usr/bin/python3.</summary>
    /// <exception cref="PeerException">There is none; the message says what to install.</exception>
    public static PeerProcess Find()
    {
        string? chosen = Environment.GetEnvironmentVariable("COEVOLVE_PYTHON");
        string[] candidates = string.IsNullOrEmpty(chosen) ? ["python3", "/usr/bin/python3"] : [chosen];
        foreach (string candidate in candidates)
        {
            if (HasNumpy(candidate))
                return new PeerProcess(candidate);
        }

        throw new PeerException($"{string.Join(" and ", candidates)} cannot import numpy; install it (apt-get install python3-numpy, or pip install numpy), or name another Python in COEVOLVE_PYTHON.");
    }

    /// <summary>Runs a row.</summary>
    /// <exception cref="PeerException">The peer failed; the message ends with what it wrote.</exception>
    public PeerResult Run(PeerWork work, PeerStyle style, PeerMode mode, string folder)
    {
        string input = Path.Combine(folder, "work.json"), output = Path.Combine(folder, "result.json");
        File.WriteAllText(input, work.ToJson());
        File.Delete(output);
        string[] flags = style.Flag.Length > 0 ? [style.Flag] : [];
        string program = Tree.Path("bench", "peers", "numpy_peer.py");
        ProcessStartInfo start = Start([program, input, output, .. flags, "--processes", mode.Processes.ToString(CultureInfo.InvariantCulture)]);
        start.Environment["OPENBLAS_NUM_THREADS"] = mode.Threads.ToString(CultureInfo.InvariantCulture);
        using Process process = Process.Start(start)!;
        Task<string> said = process.StandardOutput.ReadToEndAsync();
        string error = process.StandardError.ReadToEnd();
        said.Wait();
        process.WaitForExit();
        return process.ExitCode == 0
            ? PeerResult.FromJson(File.ReadAllText(output))
            : throw new PeerException($"{_python} {program} ended with exit code {process.ExitCode}: {error.Trim()}");
    }

    private static bool HasNumpy(string python)
    {
        try
        {
            using Process process = Process.Start(new PeerProcess(python).Start(["-c", "import numpy"]))!;
            process.StandardOutput.ReadToEndAsync();
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false; // no such program
        }
    }

    private ProcessStartInfo Start(string[] arguments)
    {
        var start = new ProcessStartInfo(_python, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        // These choose older kernels than the processor has, or smaller blocks: the peer shall have the best.
        start.Environment.Remove("OPENBLAS_CORETYPE");
        start.Environment.Remove("OPENBLAS_L2_SIZE");
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        return start;
    }
}
