using System.Runtime.Intrinsics;

namespace CoEvolve.Core;

/// <summary>ln det Σ_k of all captions that have one, eight logarithms at a time.</summary>
/// <remarks>Holds scratch memory. Not thread-safe.</remarks>
internal sealed class LogDeterminants
{
    private const int Lanes = RandomStream.Lanes;

    private readonly double[] _significands;
    private readonly double[] _exponents;
    private readonly double[] _logs;

    /// <summary>Reserves scratch for K captions.</summary>
    public LogDeterminants(int captions)
    {
        int padded = (captions + Lanes - 1) / Lanes * Lanes;
        _significands = new double[padded];
        _exponents = new double[padded];
        _logs = new double[padded];
    }

    /// <summary>Takes the model's determinants.</summary>
    /// <remarks>O(K·d).</remarks>
    public void Measure(ImageModelState state)
    {
        _significands.AsSpan().Clear();
        for (int k = 0; k < state.Ranks.Length; k++)
        {
            if (state.HasLogDet(k))
                (_significands[k], _exponents[k]) = DiagonalProduct.Of(state.Gaussians.Factor(k), state.Gaussians.Dimension);
        }

        for (int k = 0; k < _logs.Length; k += Lanes)
        {
            Vector512<double> significand = Vector512.Create(_significands.AsSpan(k)), exponent = Vector512.Create(_exponents.AsSpan(k));
            Vector512<double> none = Vector512.Equals(significand, Vector512<double>.Zero);
            Vector512<double> log = StableMath.Log(Vector512.ConditionalSelect(none, Vector512<double>.One, significand));
            (Vector512.FusedMultiplyAdd(exponent, Vector512.Create(DiagonalProduct.Ln2), log) * 2.0).CopyTo(_logs, k);
        }
    }

    /// <summary>ln det Σ_k; null where it means nothing or Σ_k is singular.</summary>
    public double? Of(int caption) => _significands[caption] == 0 ? null : _logs[caption];
}
