namespace CoEvolve.ClusterBench;

/// <summary>A run from its first to its last moment.</summary>
/// <param name="Generations">Generations that were computed and stored.</param>
/// <param name="Seconds">From submission to the closed experiment, its indexes made; programs were warm before.</param>
/// <param name="SecondsToLastSlice">To the moment when nothing was left to compute.</param>
/// <param name="ProcessorSeconds">Processor time of the processes that computed.</param>
/// <param name="ServerSeconds">Processor time of the database server.</param>
internal sealed record TimedRun(double Generations, double Seconds, double SecondsToLastSlice, double ProcessorSeconds, double ServerSeconds)
{
    /// <summary>Generations a second.</summary>
    public double Rate => Generations / Seconds;

    /// <summary>Generations for a second of processor time, the server's included.</summary>
    public double RatePerProcessor => Generations / (ProcessorSeconds + ServerSeconds);
}
