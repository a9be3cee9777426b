namespace CoEvolve.Charts;

/// <summary>A step between ticks: <paramref name="Mantissa"/>·10^<paramref name="Exponent"/>.</summary>
internal readonly record struct RoundStep(double Mantissa, int Exponent)
{
    /// <summary>The step as a number.</summary>
    public double Size => Exponent >= 0 ? Mantissa * Math.Pow(10, Exponent) : Mantissa / Math.Pow(10, -Exponent);

    /// <summary>Decimals that tell its multiples apart.</summary>
    public int Decimals => Math.Max(0, -Exponent + (Mantissa == 2.5 ? 1 : 0));
}
