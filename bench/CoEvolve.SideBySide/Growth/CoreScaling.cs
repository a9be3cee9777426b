using CoEvolve.Measuring;

namespace CoEvolve.SideBySide;

/// <summary>Generations a second on one core and on all.</summary>
/// <param name="Work">What ran.</param>
/// <param name="OneCore">Generations a second with one worker.</param>
/// <param name="AllCores">With one worker a core.</param>
internal sealed record CoreScaling(string Work, double OneCore, double AllCores)
{
    /// <summary>1 if all cores together do as much as each would alone.</summary>
    public double Efficiency => AllCores / (Environment.ProcessorCount * OneCore);

    /// <summary>Many small ecosystems, many of another kind, and a single huge one.</summary>
    /// <param name="seconds">Least duration of a measurement.</param>
    public static IEnumerable<CoreScaling> All(double seconds)
    {
        yield return Of("200 small ecosystems", WorkRow.Load("small"), seconds);
        yield return Of("16 medium ecosystems", WorkRow.Load("medium"), seconds);
        yield return Of("one huge ecosystem: K = 100, d = 16, N = 50,000", WorkRow.Load("large", "replicates=1", "textModel.captionsPerGeneration=50000"), seconds);
    }

    private static CoreScaling Of(string work, WorkRow row, double seconds)
    {
        OwnRun.WarmUp(row.Unrecorded);
        var one = new List<double>();
        var all = new List<double>();
        for (int i = 0; i < 3; i++)
        {
            one.Add(OwnRun.Rate(row.Unrecorded, row.Replicates, workers: 1, seconds).PerSecond);
            all.Add(OwnRun.Rate(row.Unrecorded, row.Replicates, Environment.ProcessorCount, seconds).PerSecond);
        }

        return new CoreScaling(work, Spread.Of(one).Median, Spread.Of(all).Median);
    }
}
