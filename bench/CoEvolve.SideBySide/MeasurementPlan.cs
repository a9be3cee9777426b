namespace CoEvolve.SideBySide;

/// <summary>What is to be measured, and for how long.</summary>
/// <param name="Rows">Names of the rows.</param>
/// <param name="Quick">A short check: a quarter of the replicates, one round, no growth.</param>
internal sealed record MeasurementPlan(IReadOnlyList<string> Rows, bool Quick)
{
    /// <summary>How often the sides take turns.</summary>
    public int Rounds => Quick ? 1 : 3;

    /// <summary>Least seconds of a run; shorter work is repeated.</summary>
    public double RunSeconds => Quick ? 0.2 : 1.0;

    /// <summary>Least seconds of a run with recording.</summary>
    public double RecordedSeconds => Quick ? 0.3 : 1.5;

    /// <summary>Least seconds of a point of a growth series.</summary>
    public double GrowthSeconds => Quick ? 0.1 : 0.5;

    /// <summary>Whether everything is measured, so that the page may be written.</summary>
    public bool IsWhole => !Quick && Rows.Count == WorkRow.Names.Count;

    /// <summary>Loads a row.</summary>
    public WorkRow Load(string name)
    {
        WorkRow row = WorkRow.Load(name);
        return Quick ? WorkRow.Load(name, $"replicates={Math.Max(4, row.Replicates / 4)}") : row;
    }
}
