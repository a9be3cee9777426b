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
    private const int Spare = (Line / sizeof(double)) - 1;

    /// <summary>An array for <see cref="Span"/>.</summary>
    /// <param name="length">A multiple of 8.</param>
    public static double[] Allocate(int length) => new double[length + Spare];

    /// <summary>Whether an array of <see cref="Allocate"/>, or an empty one, has room for so many numbers.</summary>
    public static bool Holds(double[] array, long length) => array.Length >= length + Spare;

    /// <summary>The part that begins with a line, of the length that was asked for; whatever was in it.</summary>
    public static Span<double> Span(double[] array) => array.AsSpan(Start(array), array.Length - Spare);

    /// <summary>Where that part begins, for contents that outlast one use: who fills the array keeps the number.</summary>
    public static int Start(double[] array)
    {
        nint address = Unsafe.ByteOffset(ref Unsafe.NullRef<double>(), ref MemoryMarshal.GetArrayDataReference(array));
        return (int)(-address & (Line - 1)) / sizeof(double);
    }
}
