namespace CoEvolve.Charts;

/// <summary>Turns the values of an axis into positions, and knows which values deserve a label. Immutable.</summary>
public abstract class Scale
{
    // Far enough outside of any plot, and small enough for clipping to be exact to a tenth of a pixel.
    private const double FarAway = 1e6;

    private protected Scale(double start, double end)
    {
        Start = start;
        End = end;
    }

    /// <summary>Position of the least value, px.</summary>
    public double Start { get; }

    /// <summary>Position of the greatest value, px; less than <see cref="Start"/> on a vertical axis.</summary>
    public double End { get; }

    /// <summary>The least value that the axis shows, in the data's units.</summary>
    public abstract double Minimum { get; }

    /// <summary>The greatest value that the axis shows.</summary>
    public abstract double Maximum { get; }

    /// <summary>Whether a value has a position at all, inside of the plot or not.</summary>
    public abstract bool CanShow(double value);

    /// <summary>Where a value belongs: 0 at <see cref="Minimum"/>, 1 at <see cref="Maximum"/>.</summary>
    /// <param name="value">A value that <see cref="CanShow"/>.</param>
    public abstract double Fraction(double value);

    /// <summary>Labelled values, in rising order, all within the range of the axis.</summary>
    /// <param name="most">How many there may be at most, ≥ 1. There may be fewer, for lack of round values.</param>
    public abstract IReadOnlyList<Tick> Ticks(int most);

    /// <summary>Values between those of <see cref="Ticks"/> that get a mark without a label.</summary>
    public virtual IReadOnlyList<double> MinorTicks(int most) => [];

    /// <summary>The same values at other positions.</summary>
    public abstract Scale Between(double atMinimum, double atMaximum);

    /// <summary>Position of a value in px; values far outside are held within a million px.</summary>
    /// <param name="value">A value that <see cref="CanShow"/>.</param>
    public double Project(double value) => Math.Clamp(Start + Fraction(value) * (End - Start), -FarAway, FarAway);

    /// <summary>Whether a value lies within the range of the axis.</summary>
    public bool Contains(double value) => CanShow(value) && Fraction(value) is >= -1e-9 and <= 1 + 1e-9;
}
