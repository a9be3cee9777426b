using System.Runtime.CompilerServices;

namespace CoEvolve.Core.Tests;

public sealed class LineAlignedTests
{
    [Fact]
    public void Scratch_has_its_length_and_begins_with_a_line_wherever_its_array_does()
    {
        // Pinned arrays, which nothing moves, kept alive so that they stand in many places.
        var arrays = new List<double[]>();
        int length = LineAligned.Allocate(24).Length;
        for (int i = 0; i < 64; i++)
        {
            arrays.Add(GC.AllocateArray<double>(i % 5, pinned: true));
            arrays.Add(GC.AllocateArray<double>(length, pinned: true));
            Span<double> span = LineAligned.Span(arrays[^1]);
            Assert.Equal(24, span.Length);
            Assert.Equal(0, Unsafe.ByteOffset(ref Unsafe.NullRef<double>(), ref span[0]) % 64);
        }
    }
}
