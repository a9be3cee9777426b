using CoEvolve.Measuring;

namespace CoEvolve.ClusterBench;

/// <summary>Something that must hold of a measurement.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Measured">What came out.</param>
/// <param name="Bound">Its limit.</param>
/// <param name="AtMost">Whether the limit is the largest value that is allowed; otherwise the smallest.</param>
internal sealed record Limit(string What, double Measured, double Bound, bool AtMost)
{
    /// <summary>Whether it holds.</summary>
    public bool Holds => AtMost ? Measured <= Bound : Measured >= Bound;

    /// <inheritdoc/>
    public override string ToString() => $"{What}: {Figures.Three(Measured)}, {(AtMost ? "at most" : "at least")} {Figures.Three(Bound)}";
}
