using System.Globalization;

namespace CoEvolve.Postgres.Testing;

/// <summary>The processes of this machine, as /proc lists them.</summary>
internal static class ProcessTable
{
    /// <summary>A number that is beyond what the system gives to processes.</summary>
    public const int NoProcess = 1 << 22;

    /// <summary>The processes that a process has started and that have not ended.</summary>
    public static IEnumerable<int> ChildrenOf(int parent) => Directory.EnumerateDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out int id) ? id : 0)
        .Where(id => id > 0 && Read(id) is { } state && state.Parent == parent);

    /// <summary>Whether a process has ended; one that nobody has waited for yet counts as ended.</summary>
    public static bool HasEnded(int id) => Read(id) is null or { State: 'Z' or 'X' };

    /// <summary>Whether a process has been stopped by a signal, so that it starts no children.</summary>
    public static bool IsStopped(int id) => Read(id) is { State: 'T' };

    private static (char State, int Parent)? Read(int id)
    {
        string text;
        try
        {
            text = File.ReadAllText($"/proc/{id}/stat");
        }
        catch (IOException)
        {
            return null;
        }

        // "17 (postgres) S 1 …"; the name may hold anything, so what follows its last bracket counts.
        string[] fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return (fields[0][0], int.Parse(fields[1], CultureInfo.InvariantCulture));
    }
}
