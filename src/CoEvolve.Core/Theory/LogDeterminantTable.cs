namespace CoEvolve.Core;

/// <summary>
/// <see cref="LogDeterminantStep"/> for many laws of one size, as along a run: what belongs to each count is computed once.
/// Immutable and thread-safe; 16·N bytes.
/// </summary>
public sealed class LogDeterminantTable
{
    private readonly LogDeterminantStep[] _given;
    private readonly int _first;

    /// <summary>Computes the step given each count.</summary>
    /// <param name="captions">N ≥ 0, the largest count.</param>
    /// <param name="dimension">d ≥ 1.</param>
    /// <param name="estimator">By what the scatter is divided.</param>
    /// <exception cref="ArgumentOutOfRangeException">N or d is out of range.</exception>
    /// <remarks>O(N·d).</remarks>
    public LogDeterminantTable(int captions, int dimension, CovarianceEstimator estimator)
    {
        Preconditions.InRange(captions, 0, int.MaxValue - 1);
        Preconditions.InRange(dimension, 1, int.MaxValue - 2);
        _first = dimension + 1;
        _given = captions < _first ? [] : LogDeterminantStep.GivenEach(_first, captions - dimension, dimension, estimator);
    }

    /// <summary>As <see cref="LogDeterminantStep.Of"/>, for counts of up to N.</summary>
    /// <exception cref="ArgumentException">The law has counts beyond the table, or none that leaves ln det defined.</exception>
    /// <remarks>One pass over the law's window.</remarks>
    public LogDeterminantStep Of(BinomialLaw counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        Preconditions.Require(counts.Last - _first < _given.Length, $"Counts go up to {counts.Last}; allowed is up to {_first + _given.Length - 1}.", nameof(counts));
        int first = Math.Max(counts.First, _first);
        return LogDeterminantStep.Mix(counts, first, counts.Last < first ? [] : _given.AsSpan(first - _first, counts.Last - first + 1));
    }
}
