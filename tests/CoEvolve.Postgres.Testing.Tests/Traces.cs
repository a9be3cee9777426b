using System.Globalization;

namespace CoEvolve.Postgres.Testing.Tests;

/// <summary>What a running server has on this machine: its processes, a segment of shared memory, its folder.</summary>
internal sealed class Traces
{
    private readonly int[] _processes;
    private readonly string _segment;
    private readonly string _folder;

    private Traces(int[] processes, string segment, string folder)
    {
        _processes = processes;
        _segment = segment;
        _folder = folder;
    }

    public bool ProcessesRun => _processes.Any(id => !ProcessTable.HasEnded(id));

    // "key shmid …"
    public bool SharedMemoryExists => File.ReadLines("/proc/sysvipc/shm").Any(
        line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1] == _segment);

    public static Traces Of(string folder)
    {
        string[] lines = File.ReadAllLines(Path.Combine(folder, "data", "postmaster.pid"));
        int first = int.Parse(lines[0], CultureInfo.InvariantCulture);
        string segment = lines[6].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
        return new Traces([first, .. ProcessTable.ChildrenOf(first)], segment, folder);
    }

    public void AssertGone()
    {
        Assert.False(ProcessesRun);
        Assert.False(SharedMemoryExists);
        Assert.False(Directory.Exists(_folder));
    }
}
