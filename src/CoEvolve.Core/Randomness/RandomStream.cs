using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CoEvolve.Core;

/// <summary>
/// A stream of random numbers that is a pure function of (seed, actor, partner, purpose; replicate, generation, block).
/// Number i of it is the same whoever asks, whenever, on whatever machine.
/// </summary>
/// <remarks>
/// Counter-based: position, block, generation and replicate are the four words of a Philox counter, so different streams
/// of one key never overlap. About 2 ns a uniform and 6 ns a normal. A value type; nothing is allocated.
/// </remarks>
public readonly struct RandomStream
{
    /// <summary>Numbers come in groups of this many, the same for every vector width.</summary>
    public const int Lanes = 8;

    private readonly ulong _key;
    private readonly uint _block;
    private readonly uint _generation;
    private readonly uint _replicate;

    /// <summary>Names a stream.</summary>
    /// <param name="key">Seed, actor, partner and purpose.</param>
    /// <param name="replicate">Number of the replicate, ≥ 0.</param>
    /// <param name="generation">Generation (or epoch), ≥ 0.</param>
    /// <param name="block">Caption, or number of a block of fixed size, ≥ 0.</param>
    public RandomStream(StreamKey key, int replicate, int generation, int block = 0)
    {
        _key = key.Value;
        _replicate = (uint)replicate;
        _generation = (uint)generation;
        _block = (uint)block;
    }

    /// <summary>Fills with the stream's first numbers, uniform on (0, 1): odd multiples of 2⁻⁵³, so never 0 or 1.</summary>
    /// <param name="destination">Any length up to 2³³.</param>
    public void FillUniforms(Span<double> destination) => FillUniforms(destination, first: 0);

    /// <summary>Fills with numbers <paramref name="first"/>, <paramref name="first"/> + 1, … of the stream, uniform on (0, 1).</summary>
    /// <param name="destination">Any length.</param>
    /// <param name="first">A multiple of <see cref="Lanes"/>.</param>
    public void FillUniforms(Span<double> destination, long first)
    {
        uint position = (uint)(first / 2);
        while (destination.Length >= Lanes)
        {
            Pair(position, out Vector256<double> u, out Vector256<double> v);
            u.CopyTo(destination);
            v.CopyTo(destination[4..]);
            destination = destination[Lanes..];
            position += 4;
        }

        if (destination.IsEmpty)
            return;
        Span<double> rest = stackalloc double[Lanes];
        Pair(position, out Vector256<double> lastU, out Vector256<double> lastV);
        lastU.CopyTo(rest);
        lastV.CopyTo(rest[4..]);
        rest[..destination.Length].CopyTo(destination);
    }

    /// <summary>Fills with the stream's first numbers, independent standard normals (Box–Muller on pairs of uniforms).</summary>
    /// <param name="destination">Its length is a multiple of <see cref="Lanes"/>.</param>
    /// <exception cref="ArgumentException">The length is no multiple of <see cref="Lanes"/>.</exception>
    public void FillNormals(Span<double> destination) => FillNormals(destination, first: 0);

    /// <summary>Fills with normals number <paramref name="first"/>, <paramref name="first"/> + 1, … of the stream.</summary>
    /// <param name="destination">Its length is a multiple of <see cref="Lanes"/>.</param>
    /// <param name="first">A multiple of <see cref="Lanes"/>.</param>
    /// <exception cref="ArgumentException">The length is no multiple of <see cref="Lanes"/>.</exception>
    public void FillNormals(Span<double> destination, long first)
    {
        Preconditions.Require(destination.Length % Lanes == 0, "The length must be a multiple of 8.", nameof(destination));
        ref double target = ref MemoryMarshal.GetReference(destination);
        uint position = (uint)(first / 2);
        for (nuint i = 0; i < (nuint)destination.Length; i += Lanes)
        {
            Pair(position, out Vector256<double> u, out Vector256<double> v);
            Vector256<double> radius = Vector256.Sqrt(StableMath.Log(u) * -2.0);
            StableMath.SinCosTurns(v, out Vector256<double> sine, out Vector256<double> cosine);
            (radius * cosine).StoreUnsafe(ref target, i);
            (radius * sine).StoreUnsafe(ref target, i + 4);
            position += 4;
        }
    }

    private void Pair(uint position, out Vector256<double> u, out Vector256<double> v)
    {
        Philox.NextFour(_key, position, _block, _generation, _replicate, out Vector256<ulong> first, out Vector256<ulong> second);
        u = ToUnit(first);
        v = ToUnit(second);
    }

    // The upper 52 bits become the fraction of a double in [1, 2); subtracting 1 − 2⁻⁵³ centres it in its cell. Both are exact.
    private static Vector256<double> ToUnit(Vector256<ulong> bits)
    {
        Vector256<ulong> one = Vector256.Create(0x3FF0000000000000ul);
        return (Vector256.ShiftRightLogical(bits, 12) | one).AsDouble() - Vector256.Create(1 - 1.1102230246251565e-16);
    }
}
