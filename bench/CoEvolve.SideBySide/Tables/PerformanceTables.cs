using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;
using CoEvolve.Cli;
using CoEvolve.Measuring;

namespace CoEvolve.SideBySide;

/// <summary>Everything that was measured, as the generated part of docs/performance.md.</summary>
internal sealed class PerformanceTables(IReadOnlyList<RowMeasurement> rows, AgreementVerdict agreement, OperationCosts costs)
{
    private readonly StringBuilder _text = new();

    /// <summary>The growth of costs; none in a short check.</summary>
    public IReadOnlyList<GrowthSeries> Growth { get; init; } = [];

    /// <summary>The use of cores; none in a short check.</summary>
    public IReadOnlyList<CoreScaling> Cores { get; init; } = [];

    /// <summary>Seconds from the start of the command to the end of a run of one generation.</summary>
    public double StartSeconds { get; init; }

    /// <summary>The text.</summary>
    public string Render()
    {
        _text.Clear();
        Machine();
        SideBySide();
        Modes();
        ProcessorTime();
        Agreement();
        Recording();
        Floors();
        Growing();
        return _text.ToString();
    }

    private void Machine()
    {
        PeerResult peer = rows[0].PeerMachine;
        Line($"Measured on {DateTime.UtcNow:yyyy-MM-dd} (UTC) on {Build.Processor()}, {(Vector512.IsHardwareAccelerated ? "vectors of 512 bits" : "vectors of 256 bits")}, {RuntimeInformation.OSDescription}; {RuntimeInformation.FrameworkDescription}; Python {peer.Python}, NumPy {peer.Numpy}, OpenBLAS with the kernels of {peer.BlasKernel}.");
        Line($"From the start of the command to the end of a run of one generation: {Figures.Three(StartSeconds)} s.");
    }

    private void SideBySide()
    {
        Title("Side by side");
        var table = new MarkdownTable("work", "K", "d", "N", "CoEvolve", "textbook, one process", "ratio", "textbook, best", "ratio", "tuned, best", "ratio");
        foreach (RowMeasurement row in rows)
        {
            double own = row.Own.Median;
            double oneProcess = row.Best(PeerStyle.Textbook, m => m.Processes == 1).Rate;
            double textbook = row.Best(PeerStyle.Textbook, _ => true).Rate, tuned = row.Best(PeerStyle.Tuned, _ => true).Rate;
            table.Add(
                row.Row.Name, Figures.Whole(row.Row.Captions), Figures.Whole(row.Row.Dimension), Figures.Whole(row.Row.Images), Figures.Measured(row.Own),
                Figures.Three(oneProcess), Figures.Factor(own / oneProcess), Figures.Three(textbook), Figures.Factor(own / textbook), Figures.Three(tuned), Figures.Factor(own / tuned));
        }

        _text.Append(table).Append('\n');
        foreach (RowMeasurement row in rows.Where(r => r.Row.IsPerfect))
        {
            (PeerMode mode, double rate) = row.Best(PeerStyle.Statistics, _ => true);
            Line($"A NumPy program that draws the statistics of images instead of images (perfect reader only) reaches {Figures.Three(rate)} with {mode.Name}: CoEvolve is {Figures.Factor(row.Own.Median / rate)} as fast.");
        }
    }

    private void Modes()
    {
        Title("NumPy, by use of cores");
        string[] names = [.. PeerMode.All.Select(m => m.Name)];
        var table = new MarkdownTable(["work", .. names.Select(n => "textbook, " + n), .. names.Select(n => "tuned, " + n)]);
        foreach (RowMeasurement row in rows)
        {
            var cells = new List<string> { row.Row.Name };
            foreach (PeerStyle style in new[] { PeerStyle.Textbook, PeerStyle.Tuned })
                cells.AddRange(PeerMode.All.Select(mode => Figures.Measured(row.Peer(style, mode))));
            table.Add([.. cells]);
        }

        _text.Append(table).Append('\n');
    }

    private void ProcessorTime()
    {
        Title("By processor time");
        var table = new MarkdownTable("work", "CoEvolve", "textbook", "ratio", "tuned", "ratio");
        foreach (RowMeasurement row in rows)
        {
            double own = row.OwnPerProcessorSecond.Median, textbook = row.PeerPerProcessorSecond(PeerStyle.Textbook).Median, tuned = row.PeerPerProcessorSecond(PeerStyle.Tuned).Median;
            table.Add(row.Row.Name, Figures.Measured(row.OwnPerProcessorSecond), Figures.Three(textbook), Figures.Factor(own / textbook), Figures.Three(tuned), Figures.Factor(own / tuned));
        }

        _text.Append(table).Append('\n');
    }

    private void Agreement() =>
        Line($"Both sides agree in {agreement.Comparisons.Count - agreement.Disagreements.Count} of {agreement.Comparisons.Count} comparisons of metrics (Welch's test over replicates, family-wise error 0.1%); the smallest corrected p-value is {Figures.Three(agreement.CorrectedPValue)}.");

    private void Recording()
    {
        Title("With default recording");
        var table = new MarkdownTable("work", "generations/s", "rows/s", "writer alone, rows/s", "kernel alone, generations/s", "and measuring", "of the slower");
        foreach (RowMeasurement row in rows)
        {
            table.Add(
                row.Row.Name, Figures.Three(row.Recorded.Generations), Figures.Three(row.Recorded.Rows), Figures.Three(row.Recorded.WriterRows),
                Figures.Three(row.Recorded.KernelGenerations), Figures.Three(row.Recorded.MeasuringGenerations), Figures.Percent(row.RecordedShare));
        }

        _text.Append(table).Append('\n');
    }

    private void Floors()
    {
        Title("The floor");
        Line($"On one core, all being busy: a uniform {Figures.Three(costs.Uniform)} ns, a normal {Figures.Three(costs.Normal)} ns, an exponential {Figures.Three(costs.Exponential)} ns, a multiply-add {Figures.Three(costs.MultiplyAdd)} ns.");
        var table = new MarkdownTable("work", "normals", "exponentials", "multiply-adds", "floor, µs", "CoEvolve, µs", "factor", "by processor time");
        foreach (RowMeasurement row in rows)
        {
            double floor = row.Counts.Seconds(costs), own = 1 / row.Own.Median;
            table.Add(
                row.Row.Name, Figures.Three(row.Counts.Normals), Figures.Three(row.Counts.Exponentials), Figures.Three(row.Counts.MultiplyAdds),
                Figures.Three(floor * 1e6), Figures.Three(own * 1e6), Figures.Three(own / floor),
                Figures.Three(1 / row.OwnPerProcessorSecond.Median / (floor * Environment.ProcessorCount)));
        }

        _text.Append(table).Append('\n');
    }

    private void Growing()
    {
        if (Growth.Count == 0)
            return;
        Title("How cost grows");
        foreach (GrowthSeries series in Growth)
        {
            var table = new MarkdownTable([$"{series.Row}: {series.Quantity}", .. series.Values.Select(v => Figures.Whole(v))]);
            table.Add(["µs per generation", .. series.Microseconds.Select(Figures.Three)]);
            _text.Append(table).Append('\n');
        }

        var cores = new MarkdownTable("generations/s", "1 core", $"{Environment.ProcessorCount} cores", "efficiency");
        foreach (CoreScaling scaling in Cores)
            cores.Add(scaling.Work, Figures.Three(scaling.OneCore), Figures.Three(scaling.AllCores), Figures.Percent(scaling.Efficiency));
        _text.Append(cores).Append('\n');
    }

    private void Title(string title) => _text.Append("### ").Append(title).Append("\n\n");

    private void Line(string text) => _text.Append(text).Append("\n\n");
}
