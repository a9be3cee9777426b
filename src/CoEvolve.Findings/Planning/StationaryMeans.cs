using CoEvolve.Engines;

namespace CoEvolve.Findings;

/// <summary>
/// A store that keeps nothing but each replicate's means over the last fifth of its generations, in memory: enough to
/// see whether a stationary value is held. For one point with one text and one image model, recorded in every generation.
/// </summary>
/// <remarks>Thread-safe. Results do not depend on the order in which replicates finish.</remarks>
public sealed class StationaryMeans : IRunStore
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<long, ClaimedEcosystem> _waiting = [];
    private readonly Dictionary<long, Sums> _running = [];
    private readonly Sums[] _finished;
    private readonly int _captions;

    /// <summary>Prepares the replicates.</summary>
    /// <param name="replicates">R ≥ 1.</param>
    /// <param name="generations">T ≥ 5.</param>
    /// <param name="captions">K ≥ 1.</param>
    public StationaryMeans(int replicates, int generations, int captions)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(replicates, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(generations, 5);
        ArgumentOutOfRangeException.ThrowIfLessThan(captions, 1);
        _captions = captions;
        FirstGeneration = generations - (generations / 5) + 1;
        Generations = generations;
        _finished = new Sums[replicates];
        for (int r = 1; r <= replicates; r++)
            _waiting.Add(r, new ClaimedEcosystem(r, 0, r, 0, null));
    }

    /// <summary>T.</summary>
    public int Generations { get; }

    /// <summary>The first generation that counts.</summary>
    public int FirstGeneration { get; }

    /// <summary>What the first ecosystem that failed said; null if none did.</summary>
    public string? Error { get; private set; }

    /// <inheritdoc/>
    public IReadOnlyList<ClaimedEcosystem> Claim(int most)
    {
        lock (_lock)
        {
            ClaimedEcosystem[] claimed = [.. _waiting.Values.Take(most)];
            foreach (ClaimedEcosystem ecosystem in claimed)
                _waiting.Remove(ecosystem.Id);
            return claimed;
        }
    }

    /// <inheritdoc/>
    public void Commit(SliceCommit commit)
    {
        ArgumentNullException.ThrowIfNull(commit);
        lock (_lock)
        {
            if (commit.Status == EcosystemStatus.Failed)
            {
                Error ??= commit.Error;
                return;
            }

            Sums sums = _running.GetValueOrDefault(commit.EcosystemId) ?? new Sums(_captions);
            _running[commit.EcosystemId] = sums;
            sums.Add(commit.Rows, FirstGeneration);
            if (commit.Status == EcosystemStatus.Finished)
            {
                _running.Remove(commit.EcosystemId);
                _finished[commit.EcosystemId - 1] = sums;
            }
            else
            {
                _waiting.Add(commit.EcosystemId, new ClaimedEcosystem(commit.EcosystemId, 0, (int)commit.EcosystemId, commit.Generation, commit.Checkpoint));
            }
        }
    }

    /// <inheritdoc/>
    public void Release(ClaimedEcosystem ecosystem)
    {
        ArgumentNullException.ThrowIfNull(ecosystem);
        lock (_lock)
            _waiting.Add(ecosystem.Id, ecosystem);
    }

    /// <inheritdoc/>
    public void Flush()
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    /// <summary>The means over replicates, once all have finished.</summary>
    /// <exception cref="InvalidOperationException">One has not finished.</exception>
    public StationaryMeasurement Measure()
    {
        lock (_lock)
        {
            if (Array.Exists(_finished, sums => sums is null))
                throw new InvalidOperationException("Not all replicates have finished.");
            double count = Generations - FirstGeneration + 1;
            int worst = Enumerable.Range(0, _captions).MinBy(k => _finished.Sum(s => s.Diversities[k]));
            return new StationaryMeasurement(
                Estimate.Of([.. _finished.Select(s => s.Text / count)]),
                worst,
                Estimate.Of([.. _finished.Select(s => s.Diversities[worst] / count)]),
                Estimate.Of([.. _finished.Select(s => s.FidelityErrors[worst] / count)]));
        }
    }

    private sealed class Sums(int captions)
    {
        public double Text { get; private set; }

        public double[] Diversities { get; } = new double[captions];

        public double[] FidelityErrors { get; } = new double[captions];

        public void Add(SliceRows rows, int from)
        {
            foreach (TextMetricRow row in rows.Texts)
                Text += row.Generation >= from ? row.Metrics.GiniSimpson : 0;
            foreach (CaptionMetricRow row in rows.Captions)
            {
                if (row.Generation < from)
                    continue;
                Diversities[row.Caption] += row.Metrics.Diversity;
                FidelityErrors[row.Caption] += row.Metrics.FidelityError;
            }
        }
    }
}
