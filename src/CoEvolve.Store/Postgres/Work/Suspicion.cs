namespace CoEvolve.Store;

/// <summary>
/// How carefully an ecosystem is run that was in the hands of a node that died. It runs alone; first one generation, then four
/// times as many each time that went well. When a node dies of it alone, it goes on in small slices, of a sixty-fourth of the deadly
/// one, until past where that can have been. Immutable.
/// </summary>
/// <param name="Generations">The most generations of its next slice; 1 or more.</param>
/// <param name="CarefulUntil">Up to this generation slices stay that small.</param>
/// <param name="LoneDeaths">Nodes that died while they ran it alone, since it last had a generation stored.</param>
/// <remarks>
/// So what is innocent costs a handful of small slices, however small its generations; and what kills is found at its very
/// generation, for one death more where the deadly slice had more than 64, and two where it had more than 4,096. Of several
/// those go first that may have the fewest generations (<see cref="ClaimQueries"/>). The sweep in
/// <see cref="Attempts"/> does in SQL what this says about deaths.
/// </remarks>
internal readonly record struct Suspicion(int Generations, int CarefulUntil, int LoneDeaths)
{
    /// <summary>Nodes that die of an ecosystem, alone and at the same generation, before it is set aside.</summary>
    public const int MostLoneDeaths = 3;

    /// <summary>Into how many slices the generations are divided of which one was deadly.</summary>
    public const int CarefulSlices = 64;

    private const int Growth = 4;
    private const int MostGenerations = 1 << 20;

    /// <summary>
    /// What is left of it after a slice was stored; null when nothing is. Cleared is what ended by time or rows before it had the
    /// generations that it was allowed: it went as far alone as the slice could have gone of which a node died.
    /// </summary>
    /// <param name="from">The generation where the slice started.</param>
    /// <param name="to">The generation that it reached.</param>
    public Suspicion? AfterSlice(int from, int to)
    {
        if (to < CarefulUntil)
            return this with { LoneDeaths = 0 };
        return to - from < Generations ? null : new Suspicion(Math.Min(MostGenerations, Generations * Growth), CarefulUntil, 0);
    }
}
