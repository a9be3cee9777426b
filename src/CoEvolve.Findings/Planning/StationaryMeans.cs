using CoEvolve.Actors;
using CoEvolve.Core;
using CoEvolve.Engines;

namespace CoEvolve.Findings;

/// <summary>
/// Watches the replicates of one ecosystem (with an <see cref="ObservedEngine"/>) and keeps their means over the last fifth
/// of the generations: enough to see whether a stationary value is held. One text and one image model.
/// </summary>
/// <remarks>Results do not depend on the order in which replicates run. Memory: 16·K bytes a replicate.</remarks>
public sealed class StationaryMeans
{
    private readonly Sums?[] _replicates;
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
        _replicates = new Sums?[replicates];
        FirstGeneration = generations - (generations / 5) + 1;
        Generations = generations;
    }

    /// <summary>T.</summary>
    public int Generations { get; }

    /// <summary>The first generation that counts.</summary>
    public int FirstGeneration { get; }

    /// <summary>The observer of a replicate; the same one after each of its restarts.</summary>
    public IRecordSink Watch(EcosystemCheckpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        // A replicate is in one worker's hands at a time, so nobody else writes its element.
        return _replicates[checkpoint.Replicate - 1] ??= new Sums(_captions, FirstGeneration);
    }

    /// <summary>The means over replicates, once all have finished.</summary>
    /// <exception cref="InvalidOperationException">One has not finished.</exception>
    public StationaryMeasurement Measure()
    {
        if (Array.Exists(_replicates, sums => sums is null || sums.Last < Generations))
            throw new InvalidOperationException("Not all replicates have finished.");
        double count = Generations - FirstGeneration + 1;
        int worst = Enumerable.Range(0, _captions).MinBy(k => _replicates.Sum(s => s!.Diversities[k]));
        return new StationaryMeasurement(
            Estimate.Of([.. _replicates.Select(s => s!.Text / count)]),
            worst,
            Estimate.Of([.. _replicates.Select(s => s!.Diversities[worst] / count)]),
            Estimate.Of([.. _replicates.Select(s => s!.FidelityErrors[worst] / count)]));
    }

    private sealed class Sums(int captions, int from) : IRecordSink
    {
        public int Last { get; private set; } = -1;

        public double Text { get; private set; }

        public double[] Diversities { get; } = new double[captions];

        public double[] FidelityErrors { get; } = new double[captions];

        public void Take(GenerationRecord record)
        {
            // After a restart a generation comes a second time.
            if (record.Generation <= Last)
                return;
            Last = record.Generation;
            if (Last < from)
                return;
            Text += record.Texts[0].GiniSimpson;
            CaptionMetrics[] captions = record.Captions[0];
            for (int k = 0; k < captions.Length; k++)
            {
                Diversities[k] += captions[k].Diversity;
                FidelityErrors[k] += captions[k].FidelityError;
            }
        }
    }
}
