namespace CoEvolve.Charts;

/// <summary>One side of a heat map: where its cells begin and end, and where a value of the parameter lies.</summary>
internal sealed class CellAxis
{
    private readonly Axis _axis;
    private readonly IReadOnlyList<double> _values;
    private readonly double[] _edges;

    public CellAxis(Axis axis, IReadOnlyList<double> values)
    {
        (_axis, _values) = (axis, values);
        double[] places = [.. Enumerable.Range(0, values.Count).Select(i => axis.Scale == AxisScale.Categorical ? i : Straightened(values[i]))];
        _edges = Edges(places, axis.Scale == AxisScale.Linear ? Math.Max(Math.Abs(places[0]) * 0.1, 1e-6) : 0.5);
        Scale = axis.Scale switch
        {
            AxisScale.Categorical => new CategoryScale(Labels(axis, values), 0, 1),
            AxisScale.Linear => new LinearScale(_edges[0], _edges[^1], 0, 1, axis.Percent),
            AxisScale.Log => LogScale.OfPowers(_edges[0], _edges[^1], 0, 1),
            _ => LogScale.OfExponents(_edges[0], _edges[^1], 0, 1),
        };
    }

    /// <summary>Scale over all cells.</summary>
    public Scale Scale { get; }

    /// <summary>Where cell i begins, as a fraction of the axis; i may be the number of cells.</summary>
    public double EdgeFraction(int i) => (_edges[i] - _edges[0]) / (_edges[^1] - _edges[0]);

    /// <summary>Where a value of the parameter lies, as a fraction of the axis; NaN outside of a categorical axis' values.</summary>
    public double Fraction(double value)
    {
        double place = _axis.Scale == AxisScale.Categorical ? Index(value) : Straightened(value);
        return (place - _edges[0]) / (_edges[^1] - _edges[0]);
    }

    private double Straightened(double value) => _axis.Scale == AxisScale.Log ? Math.Log10(value) : value;

    // Between two categories by linear interpolation; beyond the last there is no telling.
    private double Index(double value)
    {
        int next = 0;
        while (next < _values.Count && _values[next] < value)
            next++;
        if (next < _values.Count && _values[next] == value)
            return next;
        return next == 0 || next == _values.Count ? double.NaN : next - 1 + (value - _values[next - 1]) / (_values[next] - _values[next - 1]);
    }

    private static double[] Edges(double[] places, double halfOfOne)
    {
        int n = places.Length;
        if (n == 1)
            return [places[0] - halfOfOne, places[0] + halfOfOne];
        var edges = new double[n + 1];
        for (int i = 1; i < n; i++)
            edges[i] = (places[i - 1] + places[i]) / 2;
        edges[0] = 2 * places[0] - edges[1];
        edges[n] = 2 * places[n - 1] - edges[n - 1];
        return edges;
    }

    private static NumberLabel[] Labels(Axis axis, IReadOnlyList<double> values) =>
        axis.Categories is { } names
            ? [.. names.Select(n => new NumberLabel(n))]
            : [.. values.Select(v => axis.Percent ? new NumberLabel(Numbers.Significant(v * 100, 4) + "%") : Numbers.Significant(v, 4))];
}
