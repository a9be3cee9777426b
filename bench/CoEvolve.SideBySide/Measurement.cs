using CoEvolve.Measuring;

namespace CoEvolve.SideBySide;

/// <summary>The whole comparison.</summary>
internal static class Measurement
{
    private static readonly MarkedSection Section = new("CoEvolve.SideBySide");

    /// <summary>Measures, prints the tables, and writes them to docs/performance.md if everything was measured.</summary>
    /// <returns>0; 1 if the two sides disagree; 2 if the peer cannot be run.</returns>
    public static int Run(MeasurementPlan plan, bool write, TextWriter output, TextWriter progress)
    {
        try
        {
            PeerProcess peer = PeerProcess.Find();
            string folder = Directory.CreateTempSubdirectory("coevolve-side-by-side-").FullName;
            try
            {
                return Run(plan, write, peer, folder, output, progress);
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        catch (PeerException e)
        {
            progress.WriteLine("error: " + e.Message);
            return 2;
        }
    }

    private static int Run(MeasurementPlan plan, bool write, PeerProcess peer, string folder, TextWriter output, TextWriter progress)
    {
        // The floor is measured again after every row; what the machine was ever seen to do counts.
        OperationCosts costs = OperationCosts.Measure();
        var rows = new List<RowMeasurement>();
        foreach (string name in plan.Rows)
        {
            rows.Add(RowMeasurement.Of(plan.Load(name), peer, plan, folder, progress));
            costs = costs.Least(OperationCosts.Measure());
        }

        var agreement = new AgreementVerdict([.. rows.SelectMany(r => r.Comparisons)]);
        progress.WriteLine("growth and cores");
        string text = new PerformanceTables(rows, agreement, costs)
        {
            Growth = plan.IsWhole ? [.. GrowthSeries.All(plan.GrowthSeconds)] : [],
            Cores = plan.IsWhole ? [.. CoreScaling.All(plan.GrowthSeconds)] : [],
            StartSeconds = Startup.Seconds(runs: 5, folder),
        }.Render();
        output.Write(text);
        if (write && plan.IsWhole)
        {
            string page = Tree.Path("docs", "performance.md");
            File.WriteAllText(page, Section.Replace(File.ReadAllText(page), text));
            progress.WriteLine($"written: {page}");
        }

        foreach (Comparison c in agreement.Disagreements)
            progress.WriteLine(FormattableString.Invariant($"disagreement: {c.Row}, NumPy {c.Peer}, {c.Metric} at generation {c.Generation}: {c.Ours:G6} ours, {c.Theirs:G6} theirs, p = {c.PValue:G2}"));
        return agreement.Disagreements.Count == 0 ? 0 : 1;
    }
}
