namespace CoEvolve.ClusterBench;

/// <summary>How much is measured.</summary>
/// <param name="Quick">A short check that everything works; its figures are worth little.</param>
/// <param name="Rounds">How often what is compared takes turns, 1 or more; figures are medians over them.</param>
internal sealed record BenchPlan(bool Quick, int Rounds)
{
    /// <summary>Nodes that are killed, for each situation.</summary>
    public int Kills => Quick ? 3 : 20;

    /// <summary>Seconds of a whole run where rows are few. Long enough that what happens once hardly counts.</summary>
    public double RunSeconds => Quick ? 3 : 20;

    /// <summary>Seconds that the local engine takes where every generation is recorded. PostgreSQL takes several times as long.</summary>
    public double RecordedSeconds => Quick ? 1 : 8;

    /// <summary>Ecosystems of what is called a large experiment.</summary>
    public int Ecosystems => Quick ? 10_000 : 100_000;

    /// <summary>Seconds of one figure of claims or of a ceiling.</summary>
    public double CellSeconds => Quick ? 0.5 : 3;

    /// <summary>Seconds over which the processor time of idle processes is counted.</summary>
    public double IdleSeconds => Quick ? 5 : 20;

    /// <summary>Seconds that a node is left alone between what it costs at first and what it costs later.</summary>
    public double IdleSettleSeconds => Quick ? 1 : 60;
}
