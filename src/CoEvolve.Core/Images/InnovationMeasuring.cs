namespace CoEvolve.Core;

/// <summary>Takes the statistics of images that were made: their numbers, means and scatters, caption by caption.</summary>
/// <remarks>
/// Measure batch after batch, one a writer, in a fixed order: <see cref="Begin"/>, each part once by <see cref="DoPart"/>,
/// then <see cref="End"/>; at last take the <see cref="Roots"/>. A part is a run of neighbouring blocks. How a batch falls into parts
/// depends on its size alone, and parts are put together in order, so neither threads nor timing touch a bit. Holds scratch
/// memory; use one per image model.
/// </remarks>
public sealed class InnovationMeasuring : IDividedWork
{
    private const int Lanes = RandomStream.Lanes;

    private readonly int _d;
    private readonly int _numbers;
    private readonly List<ScatterKernel> _kernels = [];
    private double[] _runs = [];
    private ImageBatch? _batch;
    private int _parts;

    /// <summary>Reserves scratch.</summary>
    /// <param name="captions">K ≥ 1.</param>
    /// <param name="dimension">d ≥ 1.</param>
    public InnovationMeasuring(int captions, int dimension)
    {
        Statistics = new InnovationStatistics(captions, dimension);
        _d = dimension;
        _numbers = Statistics.NumbersPerCaption;
        Roots = new ScatterRoots(Statistics);
    }

    /// <summary>What was measured; whole when the <see cref="Roots"/> are taken.</summary>
    public InnovationStatistics Statistics { get; }

    /// <summary>Turns the scatters of all batches into their roots: a work of its own, after the last batch.</summary>
    public ScatterRoots Roots { get; }

    /// <summary>Forgets everything that was measured. Where a caption's count is 0 its other numbers mean nothing.</summary>
    public void Reset()
    {
        Statistics.Counts.AsSpan().Clear();
        Statistics.Align();
    }

    /// <summary>Begins to measure a batch.</summary>
    /// <param name="innovations">z of the images of one writer's captions.</param>
    /// <returns>The number of parts.</returns>
    /// <remarks>All parts together O(N·d²/2).</remarks>
    public int Begin(ImageBatch innovations)
    {
        ArgumentNullException.ThrowIfNull(innovations);
        _batch = innovations;
        _parts = WorkParts.Of(innovations.Blocks * (long)_numbers);
        while (_kernels.Count < _parts)
            _kernels.Add(new ScatterKernel(_d));
        int size = (innovations.Captions + _parts) * _numbers;
        if (_runs.Length < size)
            _runs = new double[size];
        return _parts;
    }

    /// <inheritdoc/>
    public void DoPart(int part)
    {
        foreach (CaptionRun run in RunsOf(part))
            _kernels[part].Measure(_batch!.OfBlocks(run.First, run.Last), ImagesIn(run), Numbers(run, part));
    }

    /// <summary>Puts the parts of a batch together with what was measured before.</summary>
    public void End()
    {
        for (int part = 0; part < _parts; part++)
        {
            foreach (CaptionRun run in RunsOf(part))
                Add(run.Caption, ImagesIn(run), Numbers(run, part));
        }
    }

    private CaptionRuns RunsOf(int part) =>
        _batch!.Runs(WorkParts.Start(_batch.Blocks, part, _parts), WorkParts.Start(_batch.Blocks, part + 1, _parts));

    // A part begins where the one before it ends, at the earliest in the same caption: so caption + part names a run.
    private Span<double> Numbers(CaptionRun run, int part) => _runs.AsSpan((run.Caption + part) * _numbers, _numbers);

    private int ImagesIn(CaptionRun run)
    {
        int first = _batch!.FirstBlock(run.Caption);
        return Math.Min(_batch.Counts[run.Caption], (run.Last - first) * Lanes) - ((run.First - first) * Lanes);
    }

    // Mean and scatter of two sets of images from those of each. Source: Chan, Golub and LeVeque, "Updating formulae and a
    // pairwise algorithm for computing sample variances" (1979).
    private void Add(int caption, int images, ReadOnlySpan<double> run)
    {
        Span<double> numbers = Statistics.Block(caption / Lanes)[(caption % Lanes)..];
        int before = Statistics.Counts[caption], all = checked(before + images);
        Statistics.Counts[caption] = all;
        if (before == 0)
        {
            for (int i = 0, at = 0; i < run.Length; i++, at += Lanes)
                numbers[at] = run[i];
            return;
        }

        double weight = (double)images / all, between = before * weight;
        for (int a = 0, i = _d; a < _d; a++)
        {
            double gap = run[a] - numbers[a * Lanes];
            for (int b = 0; b <= a; b++, i++)
                numbers[i * Lanes] = Math.FusedMultiplyAdd(between * gap, run[b] - numbers[b * Lanes], numbers[i * Lanes] + run[i]);
        }

        for (int a = 0; a < _d; a++)
            numbers[a * Lanes] = Math.FusedMultiplyAdd(weight, run[a] - numbers[a * Lanes], numbers[a * Lanes]);
    }
}
