namespace CoEvolve.Charts;

/// <summary>What an axis must know of the data: their least and greatest value that it can show.</summary>
internal sealed class DataRange(AxisScale scale)
{
    /// <summary>Least value, or infinity if there is none.</summary>
    public double Least { get; private set; } = double.PositiveInfinity;

    /// <summary>Greatest value, or minus infinity.</summary>
    public double Greatest { get; private set; } = double.NegativeInfinity;

    /// <summary>No value is a fraction: steps of an axis of generations are whole too.</summary>
    public bool WholeNumbers { get; private set; } = true;

    /// <summary>There was no value that the axis could show.</summary>
    public bool IsEmpty => Greatest < Least;

    public void Add(double value)
    {
        if (!double.IsFinite(value) || (scale == AxisScale.Log && value <= 0))
            return;
        Least = Math.Min(Least, value);
        Greatest = Math.Max(Greatest, value);
        WholeNumbers &= value == Math.Floor(value);
    }

    public void Add(IReadOnlyList<double> values)
    {
        for (int i = 0; i < values.Count; i++)
            Add(values[i]);
    }
}
