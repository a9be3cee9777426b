namespace CoEvolve.Core;

/// <summary>Into how many parts work falls: a function of the work alone, because sums are added up part by part.</summary>
internal static class WorkParts
{
    /// <summary>More would not help a machine of this many cores, and each part has its own sums or scratch memory.</summary>
    public const int Most = 32;

    // In multiply-adds of eight lanes: some ten microseconds, a hundred times what handing over a part costs.
    private const long Enough = 1 << 16;

    private const long LongestRound = 1 << 24;

    /// <summary>One part for each <see cref="Enough"/> multiply-adds, from 1 to <see cref="Most"/>.</summary>
    public static int Of(long multiplyAdds) => (int)Math.Clamp(multiplyAdds / Enough, 1, Most);

    /// <summary>
    /// In how many rounds parts are to be done, one round of all parts after the other, so that none takes longer than some
    /// tens of milliseconds at a time: for work whose sums allow no more parts.
    /// </summary>
    public static int RoundsOf(long multiplyAdds) => (int)Math.Clamp(multiplyAdds / (Most * LongestRound), 1, int.MaxValue);

    /// <summary>Where part <paramref name="part"/> begins, when so many items are shared out over so many parts.</summary>
    public static int Start(int items, int part, int parts) => (int)((long)items * part / parts);
}
