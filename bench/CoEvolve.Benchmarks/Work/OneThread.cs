using CoEvolve.Core;

namespace CoEvolve.Benchmarks;

/// <summary>Does divided work as an engine without helpers does.</summary>
internal static class OneThread
{
    /// <summary>Does all parts, one after the other.</summary>
    public static void DoAll(this IDividedWork work, int parts)
    {
        for (int part = 0; part < parts; part++)
            work.DoPart(part);
    }
}
