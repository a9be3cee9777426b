using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CoEvolve.Core;

/// <summary>Scratch of vectors of eight that begins with a cache line: one that straddles two costs twice the time.</summary>
/// <remarks>
/// An array begins anywhere, and the garbage collector may move it. So the line is looked for at each use, contents last
/// only as long as that, and a move in between costs time but changes no result.
/// </remarks>
internal static class LineAligned
{
    private const int Line = 64;

    /// <summary>An array for <see cref="Span"/>.</summary>
    /// <param name="length">A multiple of 8.</param>
    public static double[] Allocate(int length) => new double[length + (Line / sizeof(double)) - 1];

    /// <summary>The part that begins with a line, of the length that was asked for; whatever was in it.</summary>
    public static Span<double> Span(double[] array)
    {
        const int spare = (Line / sizeof(double)) - 1;
        nint address = Unsafe.ByteOffset(ref Unsafe.NullRef<double>(), ref MemoryMarshal.GetArrayDataReference(array));
        return array.AsSpan((int)(-address & (Line - 1)) / sizeof(double), array.Length - spare);
    }
}
