using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CoEvolve.Core;

/// <summary>Where the same element of eight captions stands. Lanes beyond the last caption stand where that one does.</summary>
internal readonly struct LaneOffsets
{
    private readonly int _0;
    private readonly int _1;
    private readonly int _2;
    private readonly int _3;
    private readonly int _4;
    private readonly int _5;
    private readonly int _6;
    private readonly int _7;

    /// <summary>For up to eight captions in a row, counted from the first.</summary>
    /// <param name="captions">Their number, 1 or more.</param>
    /// <param name="stride">From one caption's elements to the next one's.</param>
    public LaneOffsets(int captions, int stride)
    {
        _0 = 0;
        _1 = Math.Min(1, captions - 1) * stride;
        _2 = Math.Min(2, captions - 1) * stride;
        _3 = Math.Min(3, captions - 1) * stride;
        _4 = Math.Min(4, captions - 1) * stride;
        _5 = Math.Min(5, captions - 1) * stride;
        _6 = Math.Min(6, captions - 1) * stride;
        _7 = Math.Min(7, captions - 1) * stride;
    }

    /// <summary>For up to eight captions, in whatever places.</summary>
    /// <param name="captions">Which they are, at least one.</param>
    /// <param name="stride">From one caption's elements to the next one's.</param>
    public LaneOffsets(ReadOnlySpan<int> captions, int stride)
    {
        int last = captions.Length - 1;
        _0 = captions[0] * stride;
        _1 = captions[Math.Min(1, last)] * stride;
        _2 = captions[Math.Min(2, last)] * stride;
        _3 = captions[Math.Min(3, last)] * stride;
        _4 = captions[Math.Min(4, last)] * stride;
        _5 = captions[Math.Min(5, last)] * stride;
        _6 = captions[Math.Min(6, last)] * stride;
        _7 = captions[Math.Min(7, last)] * stride;
    }

    /// <summary>Eight captions' elements.</summary>
    /// <param name="at">Where the element would stand of a caption without offset.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<double> Gather(ref double at) => Vector512.Create(
        Unsafe.Add(ref at, _0),
        Unsafe.Add(ref at, _1),
        Unsafe.Add(ref at, _2),
        Unsafe.Add(ref at, _3),
        Unsafe.Add(ref at, _4),
        Unsafe.Add(ref at, _5),
        Unsafe.Add(ref at, _6),
        Unsafe.Add(ref at, _7));

    /// <summary>Puts them back, from the last lane to the first: the last caption itself is written after the lanes beyond it.</summary>
    /// <param name="values">One a caption.</param>
    /// <param name="at">As in <see cref="Gather"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Scatter(Vector512<double> values, ref double at)
    {
        Unsafe.Add(ref at, _7) = values.GetElement(7);
        Unsafe.Add(ref at, _6) = values.GetElement(6);
        Unsafe.Add(ref at, _5) = values.GetElement(5);
        Unsafe.Add(ref at, _4) = values.GetElement(4);
        Unsafe.Add(ref at, _3) = values.GetElement(3);
        Unsafe.Add(ref at, _2) = values.GetElement(2);
        Unsafe.Add(ref at, _1) = values.GetElement(1);
        Unsafe.Add(ref at, _0) = values.GetElement(0);
    }
}
