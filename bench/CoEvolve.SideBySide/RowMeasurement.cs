using System.Globalization;
using CoEvolve.Measuring;

namespace CoEvolve.SideBySide;

/// <summary>All that is measured of one row.</summary>
internal sealed class RowMeasurement
{
    private readonly List<RunRate> _own = [];
    private readonly Dictionary<(PeerStyle Style, PeerMode Mode), List<RunRate>> _peers = [];
    private readonly Dictionary<(PeerStyle Style, PeerMode Mode), PeerResult> _answers = [];

    private RowMeasurement(WorkRow row) => Row = row;

    /// <summary>The row.</summary>
    public WorkRow Row { get; }

    /// <summary>Our generations a second, nothing recorded.</summary>
    public Spread Own => Spread.Of(_own.Select(r => r.PerSecond));

    /// <summary>The same for a second of processor time.</summary>
    public Spread OwnPerProcessorSecond => Spread.Of(_own.Select(r => r.PerProcessorSecond));

    /// <summary>Metrics against those of each of the peer's programs in each mode, of its first run.</summary>
    public List<Comparison> Comparisons { get; } = [];

    /// <summary>The least work that a generation is.</summary>
    public WorkCounts Counts { get; private set; } = null!;

    /// <summary>With default recording; beside it the writer alone on the same rows, the kernel alone, and the kernel when its rows are made and dropped; all medians.</summary>
    public (double Generations, double Rows, double WriterRows, double KernelGenerations, double MeasuringGenerations) Recorded { get; private set; }

    /// <summary>What the peer ran on.</summary>
    public PeerResult PeerMachine { get; private set; } = null!;

    /// <summary>A peer's generations a second.</summary>
    public Spread Peer(PeerStyle style, PeerMode mode) => Spread.Of(_peers[(style, mode)].Select(r => r.PerSecond));

    /// <summary>A peer's generations a second of processor time, on one thread.</summary>
    public Spread PeerPerProcessorSecond(PeerStyle style) => Spread.Of(_peers[(style, PeerMode.OneThread)].Select(r => r.PerProcessorSecond));

    /// <summary>The best of some modes.</summary>
    public (PeerMode Mode, double Rate) Best(PeerStyle style, Func<PeerMode, bool> among) =>
        PeerMode.All.Where(among).Select(mode => (mode, Peer(style, mode).Median)).MaxBy(pair => pair.Median);

    /// <summary>Rows that a generation records.</summary>
    public double RowsPerGeneration => (2 + Row.Captions) * (Row.Spec.Generations + 1.0) / Row.Spec.Generations;

    /// <summary>The rate with recording over the slower of kernel and writer, each alone.</summary>
    public double RecordedShare => Recorded.Generations / Math.Min(Recorded.KernelGenerations, Recorded.WriterRows / RowsPerGeneration);

    /// <summary>Measures a row; runs alternate, so that what disturbs the machine disturbs all.</summary>
    public static RowMeasurement Of(WorkRow row, PeerProcess peer, MeasurementPlan plan, string folder, TextWriter progress)
    {
        var result = new RowMeasurement(row);
        OwnRun.WarmUp(row.Unrecorded);
        for (int round = 0; round < plan.Rounds; round++)
        {
            result.RunOwn(plan, progress, round);
            foreach (PeerStyle style in PeerStyle.Of(row))
            {
                foreach (PeerMode mode in PeerMode.All)
                    result.RunPeer(peer, style, mode, round, plan, folder, progress);
            }
        }

        ObservedRun observed = ObservedRun.Of(row);
        result.Counts = WorkCounts.Of(row, observed);
        foreach (((PeerStyle style, PeerMode mode), PeerResult answer) in result._answers)
            result.Comparisons.AddRange(Comparison.Of(row, observed, $"{style.Name}, {mode.Name}", answer));
        result.RunRecorded(plan, folder, progress);
        return result;
    }

    private void RunOwn(MeasurementPlan plan, TextWriter progress, int round)
    {
        RunRate rate = OwnRun.Rate(Row.Unrecorded, Row.Replicates, Environment.ProcessorCount, plan.RunSeconds);
        _own.Add(rate);
        progress.WriteLine($"{Row.Name}, round {round + 1}: CoEvolve {Figures.Three(rate.PerSecond)} generations/s");
    }

    private void RunPeer(PeerProcess peer, PeerStyle style, PeerMode mode, int round, MeasurementPlan plan, string folder, TextWriter progress)
    {
        // Every run has its own seed; those of a run's batches, passes and processes lie between.
        long seed = 1 + (1_000_000_000L * ((round * 100) + (PeerMode.All.ToList().IndexOf(mode) * 10) + PeerStyle.Of(Row).ToList().IndexOf(style)));
        PeerResult answer = peer.Run(PeerWork.Of(Row, seed, plan.RunSeconds), style, mode, folder);
        var rate = new RunRate(Row.Generations / answer.Seconds, Row.Generations / answer.ProcessorSeconds);
        if (!_peers.TryGetValue((style, mode), out List<RunRate>? rates))
            _peers[(style, mode)] = rates = [];
        rates.Add(rate);
        _answers.TryAdd((style, mode), answer);
        PeerMachine ??= answer;
        progress.WriteLine($"{Row.Name}, round {round + 1}: NumPy {style.Name}, {mode.Name}, {Figures.Three(rate.PerSecond)} generations/s");
    }

    // As many ecosystems as last long enough, so that making the file and its indexes does not count more than it does in use.
    private void RunRecorded(MeasurementPlan plan, string folder, TextWriter progress)
    {
        const int mostRows = 3_000_000;
        int rowsEach = (2 + Row.Captions) * (Row.Spec.Generations + 1);
        double wanted = Own.Median * plan.RecordedSeconds / Row.Spec.Generations;
        int replicates = (int)Math.Clamp(wanted, Row.Replicates, Math.Max(Row.Replicates, mostRows / rowsEach));
        WorkRow longer = WorkRow.Load(Row.File, string.Create(CultureInfo.InvariantCulture, $"replicates={replicates}"));
        string path = Path.Combine(folder, "recorded.db");
        var runs = new List<RecordedRun>();
        var limits = new List<double>();
        var kernel = new List<double>();
        var measuring = new List<double>();
        for (int i = 0; i < plan.Rounds; i++)
        {
            kernel.Add(OwnRun.Rate(longer.Unrecorded, replicates, Environment.ProcessorCount, plan.RunSeconds).PerSecond);
            measuring.Add(OwnRun.Rate(longer.Spec, replicates, Environment.ProcessorCount, plan.RunSeconds).PerSecond);
            limits.Add(WriterLimit.Of(longer.Experiment, path).RowsPerSecond);
            runs.Add(RecordedRun.Of(longer.Experiment, path));
        }

        Recorded = (Spread.Of(runs.Select(r => r.Generations)).Median, Spread.Of(runs.Select(r => r.Rows)).Median, Spread.Of(limits).Median, Spread.Of(kernel).Median, Spread.Of(measuring).Median);
        progress.WriteLine($"{Row.Name}: recorded, {Figures.Three(Recorded.Generations)} generations/s");
    }
}
