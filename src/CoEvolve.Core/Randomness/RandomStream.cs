using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CoEvolve.Core;

/// <summary>
/// A stream of random numbers that is a pure function of (seed, actor, partner, purpose; replicate, generation, block).
/// Number i of it is the same whoever asks, whenever, on whatever machine.
/// </summary>
/// <remarks>
/// Counter-based: position, block, generation and replicate are the four words of a Philox counter, so different streams
/// of one key never overlap. With vectors of eight about 0.7 ns a uniform and 1.2 ns a normal. A value type; nothing is allocated.
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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void FillUniforms(Span<double> destination, long first)
    {
        uint position = (uint)(first / 2);
        for (; destination.Length >= 2 * Lanes; destination = destination[(2 * Lanes)..], position += Lanes)
        {
            Pairs(position, out Vector512<double> u, out Vector512<double> v);
            Store(u, v, ref MemoryMarshal.GetReference(destination));
        }

        if (destination.IsEmpty)
            return;
        Span<double> rest = stackalloc double[2 * Lanes];
        Pairs(position, out Vector512<double> lastU, out Vector512<double> lastV);
        Store(lastU, lastV, ref MemoryMarshal.GetReference(rest));
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
        FillUniforms(destination, first);
        ToNormals(destination);
    }

    /// <summary>
    /// Turns uniforms, as <see cref="FillUniforms(Span{double}, long)"/> gives them, into the normals that
    /// <see cref="FillNormals(Span{double}, long)"/> would have given instead, in place.
    /// </summary>
    /// <param name="numbers">Groups of <see cref="Lanes"/>, of any streams: each group is turned by itself.</param>
    /// <remarks>One call for what several short streams gave is faster than a call for each.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ToNormals(Span<double> numbers)
    {
        ref double target = ref MemoryMarshal.GetReference(numbers);
        nuint whole = (nuint)(numbers.Length / (2 * Lanes) * (2 * Lanes));
        for (nuint i = 0; i < whole; i += 2 * Lanes)
        {
            ref double group = ref Unsafe.Add(ref target, i);
            BoxMuller(
                Vector512.Create(Vector256.LoadUnsafe(ref group), Vector256.LoadUnsafe(ref group, 8)),
                Vector512.Create(Vector256.LoadUnsafe(ref group, 4), Vector256.LoadUnsafe(ref group, 12)),
                out Vector512<double> x,
                out Vector512<double> y);
            Store(x, y, ref group);
        }

        if (whole < (nuint)numbers.Length)
        {
            Vector256<double> u = Vector256.LoadUnsafe(ref target, whole), v = Vector256.LoadUnsafe(ref target, whole + 4);
            BoxMuller(Vector512.Create(u, u), Vector512.Create(v, v), out Vector512<double> x, out Vector512<double> y);
            x.GetLower().StoreUnsafe(ref target, whole);
            y.GetLower().StoreUnsafe(ref target, whole + 4);
        }
    }

    // A pair of uniforms makes a pair of normals.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void BoxMuller(Vector512<double> u, Vector512<double> v, out Vector512<double> x, out Vector512<double> y)
    {
        Vector512<double> radius = Vector512.Sqrt(StableMath.Log(u) * -2.0);
        StableMath.SinCosTurns(v, out Vector512<double> sine, out Vector512<double> cosine);
        x = radius * cosine;
        y = radius * sine;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Pairs(uint position, out Vector512<double> u, out Vector512<double> v)
    {
        Philox.NextEight(_key, position, _block, _generation, _replicate, out Vector512<ulong> first, out Vector512<ulong> second);
        u = ToUnit(first);
        v = ToUnit(second);
    }

    // A group of eight numbers are the first words of four counters, then their second words: two groups at a time.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector512<double> first, Vector512<double> second, ref double target)
    {
        first.GetLower().StoreUnsafe(ref target);
        second.GetLower().StoreUnsafe(ref target, 4);
        first.GetUpper().StoreUnsafe(ref target, 8);
        second.GetUpper().StoreUnsafe(ref target, 12);
    }

    // The upper 52 bits become the fraction of a double in [1, 2); subtracting 1 − 2⁻⁵³ centres it in its cell. Both are exact.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> ToUnit(Vector512<ulong> bits)
    {
        Vector512<ulong> one = Vector512.Create(0x3FF0000000000000ul);
        return (Vector512.ShiftRightLogical(bits, 12) | one).AsDouble() - Vector512.Create(1 - 1.1102230246251565e-16);
    }
}
