using System.Globalization;

namespace CoEvolve.ClusterBench;

/// <summary>How long processes of this machine have kept processors busy, as /proc has it, in hundredths of a second.</summary>
internal static class ProcessorTime
{
    private const double TicksPerSecond = 100; // what the kernel tells programs, whatever it counts in

    /// <summary>Seconds of one process so far; 0 if there is none.</summary>
    public static double Of(int process) => Read(process)?.Own ?? 0;

    /// <summary>Seconds of a process, of the children that it has now, and of those that it had.</summary>
    public static double OfFamily(int process) =>
        (Read(process) is { } parent ? parent.Own + parent.EndedChildren : 0)
        + Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out int id) ? Read(id) : null)
            .Sum(entry => entry is { } child && child.Parent == process ? child.Own + child.EndedChildren : 0);

    /// <summary>Seconds of the children of this process that have ended.</summary>
    public static double OfEndedChildren() => Read(Environment.ProcessId)!.Value.EndedChildren;

    private static (int Parent, double Own, double EndedChildren)? Read(int process)
    {
        string text;
        try
        {
            text = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat"));
        }
        catch (IOException)
        {
            return null; // it has ended
        }

        // "17 (postgres) S 1 …": the name may hold anything. Behind it the parent is field 2, and times are fields 12 to 15.
        string[] fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return (int.Parse(fields[1], CultureInfo.InvariantCulture), Ticks(11) + Ticks(12), Ticks(13) + Ticks(14));

        double Ticks(int field) => long.Parse(fields[field], CultureInfo.InvariantCulture) / TicksPerSecond;
    }
}
