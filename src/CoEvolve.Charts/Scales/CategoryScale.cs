namespace CoEvolve.Charts;

/// <summary>Equally wide places side by side. A value is the index of a place; halves are between two.</summary>
public sealed class CategoryScale : Scale
{
    private readonly IReadOnlyList<NumberLabel> _labels;

    /// <summary>One place a label.</summary>
    /// <param name="labels">At least one.</param>
    /// <param name="start">Outer edge of the first place, px.</param>
    /// <param name="end">Outer edge of the last place, px.</param>
    public CategoryScale(IReadOnlyList<NumberLabel> labels, double start, double end)
        : base(start, end)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentOutOfRangeException.ThrowIfLessThan(labels.Count, 1, nameof(labels));
        _labels = labels;
    }

    /// <inheritdoc/>
    public override double Minimum => -0.5;

    /// <inheritdoc/>
    public override double Maximum => _labels.Count - 0.5;

    /// <inheritdoc/>
    public override bool CanShow(double value) => double.IsFinite(value);

    /// <inheritdoc/>
    public override double Fraction(double value) => (value + 0.5) / _labels.Count;

    /// <inheritdoc/>
    public override IReadOnlyList<Tick> Ticks(int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        int stride = (_labels.Count + most - 1) / most;
        var ticks = new List<Tick>();
        for (int i = 0; i < _labels.Count; i += stride)
            ticks.Add(new(i, _labels[i]));
        return ticks;
    }

    /// <inheritdoc/>
    public override Scale Between(double atMinimum, double atMaximum) => new CategoryScale(_labels, atMinimum, atMaximum);
}
