namespace CoEvolve.Core.Tests;

public sealed class ThresholdCountsTests
{
    private static readonly StreamKey Key = StreamKey.Derive(11, "writer", "painter", StreamPurpose.Captions);

    [Theory]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(200)]
    [InlineData(1000)]
    public void Counts_are_those_of_the_numbers_themselves(int draws)
    {
        // Thresholds at and around numbers that are drawn, so that comparisons go down to the last bit.
        ulong[] numbers = [.. Enumerable.Range(0, draws).Select(i => Number(draws, i))];
        ulong first = numbers[0], last = numbers[^1], middle = numbers[draws / 2];
        ulong[] thresholds =
        [
            first, first + 1, first - 1, last, last + 1, middle, middle + 1, middle ^ (1ul << 20),
            0, 1, ulong.MaxValue, 1ul << 63, 1ul << 48, (first >> 48) << 48, ((last >> 16) << 16) + 65535, last ^ (1ul << 40),
        ];
        var below = new int[thresholds.Length];
        new ThresholdCounts().Count(Key, draws, 5, draws, thresholds, below);
        Assert.Equal(thresholds.Select(t => numbers.Count(x => x < t)), below);
    }

    [Fact]
    public void A_number_does_not_depend_on_how_many_are_drawn()
    {
        ulong[] thresholds = [1ul << 62, 1ul << 63, 3ul << 62, 0, 0, 0, 0, 0];
        var counting = new ThresholdCounts();
        int[] before = new int[8], after = new int[8];
        for (int draws = 1; draws < 300; draws++)
        {
            counting.Count(Key, 1, 5, draws, thresholds, after);
            Assert.InRange(after[1] - before[1], 0, 1);
            Assert.Equal(Number(1, draws - 1) < thresholds[1], after[1] > before[1]);
            after.CopyTo(before, 0);
        }
    }

    // Number i, put together from words of single counters: bit 63 − b is bit i mod 64 of word b mod 16 of section b/16.
    private static ulong Number(int replicate, int i)
    {
        ulong number = 0;
        for (int bit = 0; bit < 64; bit++)
        {
            int section = bit / 16, plane = bit % 16;
            uint counter = (uint)((((i / 64 * 4) + section) * 8) + (plane % 8));
            (ulong first, ulong second) = Philox.Next(Key.Value, counter, 0, 5, (uint)replicate);
            number |= (((plane < 8 ? first : second) >> (i % 64)) & 1) << (63 - bit);
        }

        return number;
    }
}
