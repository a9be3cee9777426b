namespace CoEvolve.Core;

/// <summary>The hat of the transformed rejection BTRS for Binomial(n, p), np ≥ 10 and p ≤ ½.</summary>
/// <remarks>
/// Source: Hörmann, "The generation of binomial random variates" (1993), table of constants for BTRS. A uniform u on (−½, ½)
/// at the distance ε = ½ − |u| from the edge proposes a count k; with another uniform v it is accepted if
/// v·<see cref="Height"/> ≤ P(k)/P(mode). That is exact if the right side never exceeds the height, and if it is never under
/// <see cref="Sure"/> heights where ε ≥ <see cref="SureEdge"/>. The tests try both over a grid of n, p and u.
/// </remarks>
internal readonly struct BinomialHat
{
    /// <summary>From this distance on v ≤ <see cref="Sure"/> is enough.</summary>
    public const double SureEdge = 0.07;

    private readonly double _a;
    private readonly double _b;
    private readonly double _centre;
    private readonly double _alpha;

    public BinomialHat(double n, double p)
    {
        double deviation = Math.Sqrt(n * p * (1 - p));
        _b = Math.FusedMultiplyAdd(2.53, deviation, 1.15);
        _a = Math.FusedMultiplyAdd(0.01, p, Math.FusedMultiplyAdd(0.0248, _b, -0.0873));
        _centre = (n * p) + 0.5;
        _alpha = (2.83 + (5.1 / _b)) * deviation;
        Sure = 0.92 - (4.2 / _b);
    }

    /// <summary>Up to here v needs no comparison.</summary>
    public double Sure { get; }

    /// <summary>The count that u proposes; a whole number, perhaps outside 0 to n where ε is small.</summary>
    public double Count(double u, double edge) => Math.Floor(Math.FusedMultiplyAdd((2 * _a / edge) + _b, u, _centre));

    /// <summary>The hat's height at ε, in units of the most probable count's probability.</summary>
    public double Height(double edge) => _alpha / ((_a / (edge * edge)) + _b);
}
