using System.Runtime.Intrinsics;
using CoEvolve.Reference;

namespace CoEvolve.Core.Tests;

public sealed class PhiloxTests
{
    // Known answers of the authors' own Random123 library (kat_vectors, philox4x32, 10 rounds), words in order.
    [Theory]
    [InlineData(0u, 0u, 0u, 0u, 0u, 0u, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(~0u, ~0u, ~0u, ~0u, ~0u, ~0u, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u, 0xa4093822u, 0x299f31d0u, 0xd16cfe09u, 0x94fdcceb, 0x5001e420u, 0x24126ea1u)]
    public void Known_answers_are_met(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1, uint r0, uint r1, uint r2, uint r3)
    {
        (ulong first, ulong second) = Philox.Next(k0 | ((ulong)k1 << 32), c0, c1, c2, c3);
        Assert.Equal((r0 | ((ulong)r1 << 32), r2 | ((ulong)r3 << 32)), (first, second));
    }

    [Fact]
    public void Eight_at_once_are_the_same_as_one_by_one_also_where_the_counter_wraps()
    {
        var random = new ReferenceRandom(30);
        for (int i = 0; i < 5000; i++)
        {
            ulong key = random.NextBits(), a = random.NextBits(), b = random.NextBits();
            uint c0 = i % 5 == 0 ? uint.MaxValue - (uint)(i % 8) : (uint)a;
            Philox.NextEight(key, c0, (uint)(a >> 32), (uint)b, (uint)(b >> 32), out Vector512<ulong> first, out Vector512<ulong> second);
            for (int lane = 0; lane < 8; lane++)
                Assert.Equal(Philox.Next(key, unchecked(c0 + (uint)lane), (uint)(a >> 32), (uint)b, (uint)(b >> 32)), (first[lane], second[lane]));
        }
    }

    [Fact]
    public void Every_bit_of_key_and_counter_changes_half_of_the_bits()
    {
        // 192 input bits, 200 bases each: the mean number of changed output bits is 64 ± 5.66/√200; level 7e-6 for each.
        var random = new ReferenceRandom(31);
        for (int bit = 0; bit < 192; bit++)
        {
            double changed = 0;
            for (int i = 0; i < 200; i++)
            {
                ulong[] words = [random.NextBits(), random.NextBits(), random.NextBits()];
                (ulong f, ulong s) = Draw(words);
                words[bit / 64] ^= 1ul << (bit % 64);
                (ulong g, ulong t) = Draw(words);
                changed += ulong.PopCount(f ^ g) + ulong.PopCount(s ^ t);
            }

            Assert.InRange((changed / 200 - 64) / Math.Sqrt(32 / 200.0), -5.2, 5.2); // 192 comparisons: 2e-7 each
        }
    }

    private static (ulong First, ulong Second) Draw(ulong[] words) =>
        Philox.Next(words[0], (uint)words[1], (uint)(words[1] >> 32), (uint)words[2], (uint)(words[2] >> 32));
}
