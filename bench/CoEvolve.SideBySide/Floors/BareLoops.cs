using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using CoEvolve.Core;

namespace CoEvolve.SideBySide;

/// <summary>
/// The operations by themselves, in the fastest form that this program has: over a buffer that stays in the first-level cache,
/// and multiply-adds in registers. Each loop returns how many operations it did.
/// </summary>
internal static class BareLoops
{
    private const int Length = 1024;

    [ThreadStatic]
    private static double[]? _buffer;

    /// <summary>What the last loop came to: kept, so that no loop can be left out.</summary>
    public static double Result { get; private set; }

    /// <summary>Uniforms of a stream.</summary>
    public static long Uniforms(int rounds)
    {
        double[] buffer = _buffer ??= new double[Length];
        StreamKey key = StreamKey.Derive(1, "floor", "", StreamPurpose.Images);
        for (int i = 0; i < rounds; i++)
            new RandomStream(key, 0, i).FillUniforms(buffer);
        return (long)rounds * Length;
    }

    /// <summary>Normals of a stream.</summary>
    public static long Normals(int rounds)
    {
        double[] buffer = _buffer ??= new double[Length];
        StreamKey key = StreamKey.Derive(1, "floor", "", StreamPurpose.Images);
        for (int i = 0; i < rounds; i++)
            new RandomStream(key, 0, i).FillNormals(buffer);
        return (long)rounds * Length;
    }

    /// <summary>Exponentials of numbers between −40 and 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static long Exponentials(int rounds)
    {
        double[] buffer = _buffer ??= new double[Length];
        for (int i = 0; i < Length; i++)
            buffer[i] = -40.0 * i / Length;
        ref double first = ref MemoryMarshal.GetArrayDataReference(buffer);
        Vector512<double> a = Vector512<double>.Zero, b = a;
        for (int round = 0; round < rounds; round++)
        {
            for (nuint i = 0; i < Length; i += 16)
            {
                a += StableMath.Exp(Vector512.LoadUnsafe(ref first, i));
                b += StableMath.Exp(Vector512.LoadUnsafe(ref first, i + 8));
            }
        }

        Result = Vector512.Sum(a + b);
        return (long)rounds * Length;
    }

    /// <summary>Independent multiply-adds, as many as hide their latency, in the widest vectors of the processor.</summary>
    public static long MultiplyAdds(int rounds) => Vector512.IsHardwareAccelerated ? Wide(rounds * 16) : Narrow(rounds * 16);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static long Wide(int rounds)
    {
        Vector512<double> x = Vector512.Create(0.999), y = Vector512.Create(1e-3);
        Vector512<double> a = y, b = y, c = y, d = y, e = y, f = y, g = y, h = y, k = y, l = y, m = y, n = y;
        for (int i = 0; i < rounds; i++)
        {
            a = Vector512.FusedMultiplyAdd(a, x, y);
            b = Vector512.FusedMultiplyAdd(b, x, y);
            c = Vector512.FusedMultiplyAdd(c, x, y);
            d = Vector512.FusedMultiplyAdd(d, x, y);
            e = Vector512.FusedMultiplyAdd(e, x, y);
            f = Vector512.FusedMultiplyAdd(f, x, y);
            g = Vector512.FusedMultiplyAdd(g, x, y);
            h = Vector512.FusedMultiplyAdd(h, x, y);
            k = Vector512.FusedMultiplyAdd(k, x, y);
            l = Vector512.FusedMultiplyAdd(l, x, y);
            m = Vector512.FusedMultiplyAdd(m, x, y);
            n = Vector512.FusedMultiplyAdd(n, x, y);
        }

        Result = Vector512.Sum(a + b + c + d + e + f + g + h + k + l + m + n);
        return rounds * 12L * Vector512<double>.Count;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static long Narrow(int rounds)
    {
        Vector256<double> x = Vector256.Create(0.999), y = Vector256.Create(1e-3);
        Vector256<double> a = y, b = y, c = y, d = y, e = y, f = y, g = y, h = y, k = y, l = y, m = y, n = y;
        for (int i = 0; i < rounds; i++)
        {
            a = Vector256.FusedMultiplyAdd(a, x, y);
            b = Vector256.FusedMultiplyAdd(b, x, y);
            c = Vector256.FusedMultiplyAdd(c, x, y);
            d = Vector256.FusedMultiplyAdd(d, x, y);
            e = Vector256.FusedMultiplyAdd(e, x, y);
            f = Vector256.FusedMultiplyAdd(f, x, y);
            g = Vector256.FusedMultiplyAdd(g, x, y);
            h = Vector256.FusedMultiplyAdd(h, x, y);
            k = Vector256.FusedMultiplyAdd(k, x, y);
            l = Vector256.FusedMultiplyAdd(l, x, y);
            m = Vector256.FusedMultiplyAdd(m, x, y);
            n = Vector256.FusedMultiplyAdd(n, x, y);
        }

        Result = Vector256.Sum(a + b + c + d + e + f + g + h + k + l + m + n);
        return rounds * 12L * Vector256<double>.Count;
    }
}
