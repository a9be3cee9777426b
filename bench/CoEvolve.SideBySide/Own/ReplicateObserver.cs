using CoEvolve.Actors;
using CoEvolve.Core;
using CoEvolve.Engines;

namespace CoEvolve.SideBySide;

/// <summary>Watches one ecosystem. A generation that comes a second time, after a slice, is the same and changes nothing.</summary>
internal sealed class ReplicateObserver(WorkRow row) : IRecordSink
{
    private readonly int[] _compared = row.Compared;
    private readonly int _last = row.Spec.Generations;
    private readonly double _twoImages = 1.5 / row.Images;
    private int _next;
    private long _living;
    private long _trained;

    /// <summary>What the peer calls its metrics.</summary>
    public static IReadOnlyList<string> Names { get; } = ["giniSimpson", "diversity", "fidelityError", "captionsAlive"];

    /// <summary>Metrics of the compared generations so far.</summary>
    public List<Dictionary<string, double>> Metrics { get; } = [];

    /// <summary>Mean number of captions that a step reads.</summary>
    public double Living => (double)_living / _last;

    /// <summary>Mean number of captions with two images or more, for a perfect reader.</summary>
    public double Trained => (double)_trained / _last;

    /// <inheritdoc/>
    public void Take(GenerationRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        int t = record.Generation;
        if (t < _next)
            return;
        _next = t + 1;
        foreach (CaptionMetrics caption in record.Captions[0])
        {
            // Generation t is what step t starts from; with a perfect reader its shares are also the counts of step t − 1.
            if (t < _last && caption.Share >= ObservedRun.NegligibleShare)
                _living++;
            if (t > 0 && caption.Share > _twoImages)
                _trained++;
        }

        if (_compared.Contains(t))
        {
            Metrics.Add(new Dictionary<string, double>
            {
                [Names[0]] = record.Texts[0].GiniSimpson,
                [Names[1]] = record.Images[0].Diversity,
                [Names[2]] = record.Images[0].FidelityError,
                [Names[3]] = record.Texts[0].CaptionsAlive,
            });
        }
    }
}
