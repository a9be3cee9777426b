using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CoEvolve.Core;

/// <summary>Draws how often each caption comes up in a number of independent draws.</summary>
/// <remarks>
/// Few draws are made one by one: a uniform each, held against the cumulative probabilities, eight at a time. Many are split:
/// the first caption's count is binomial, the next one's binomial among what is left, and so on. Which way is a function of N
/// and K alone. Either way a caption's count moves little when p moves little. Holds scratch memory. Not thread-safe.
/// </remarks>
public sealed class MultinomialCounts
{
    private const int Lanes = RandomStream.Lanes;
    private const int Chunk = 256;

    private readonly int[] _living;
    private readonly double[] _cumulative;
    private readonly double[] _left;

    /// <summary>Reserves scratch.</summary>
    /// <param name="captions">K ≥ 1.</param>
    public MultinomialCounts(int captions)
    {
        _living = new int[Preconditions.InRange(captions, 1, int.MaxValue - Lanes)];
        _cumulative = new double[captions + Lanes];
        _left = new double[captions];
    }

    /// <summary>Fills <paramref name="counts"/> with one draw from Multinomial(<paramref name="draws"/>, p).</summary>
    /// <param name="key">Who draws for whom, and what for.</param>
    /// <param name="replicate">Number of the replicate.</param>
    /// <param name="generation">Generation.</param>
    /// <param name="draws">N ≥ 0.</param>
    /// <param name="probabilities">p, length K; not negative, at least one positive. Need not sum to 1 exactly.</param>
    /// <param name="counts">Length K; overwritten; sums to N. A caption with p_k = 0 gets none.</param>
    /// <remarks>
    /// O(N·K/8) or O(K), whichever is less. One by one, the first N uniforms of block 0 are used; otherwise block k + 1 for
    /// caption k.
    /// </remarks>
    public void Draw(StreamKey key, int replicate, int generation, int draws, ReadOnlySpan<double> probabilities, Span<int> counts)
    {
        counts.Clear();
        if (draws == 0)
            return;
        if (Splits(draws, probabilities.Length))
            Split(key, replicate, generation, draws, probabilities, counts);
        else
            CountOneByOne(new RandomStream(key, replicate, generation), draws, probabilities, counts);
    }

    /// <summary>Whether so many draws over so many captions are split.</summary>
    internal static bool Splits(int draws, int captions) => (long)draws * (captions + 8) > 512L * captions;

    private void CountOneByOne(RandomStream stream, int draws, ReadOnlySpan<double> probabilities, Span<int> counts)
    {
        int living = Accumulate(probabilities, out double total);
        Span<double> values = stackalloc double[Chunk];
        for (int done = 0; done < draws; done += Chunk)
        {
            int left = Math.Min(Chunk, draws - done), padded = (left + Lanes - 1) / Lanes * Lanes;
            stream.FillUniforms(values[..padded], done);
            for (int i = 0; i < padded; i += Lanes)
                (Vector512.Create<double>(values[i..]) * total).CopyTo(values[i..]);
            values[left..padded].Fill(double.PositiveInfinity);
            for (int first = 0; first < living - 1; first += Lanes)
                CountBelow(values[..padded], first, living - 1, counts);
        }

        // Until here a caption has what it and those before it get.
        int before = 0;
        for (int j = 0; j < living - 1; j++)
        {
            int k = _living[j];
            (counts[k], before) = (counts[k] - before, counts[k]);
        }

        counts[_living[living - 1]] = draws - before;
    }

    // Living captions and running sums of their probabilities; beyond them nothing is below a sum.
    private int Accumulate(ReadOnlySpan<double> probabilities, out double total)
    {
        total = 0;
        int living = 0;
        for (int k = 0; k < probabilities.Length; k++)
        {
            if (!(probabilities[k] > 0))
                continue;
            total += probabilities[k];
            _cumulative[living] = total;
            _living[living++] = k;
        }

        _cumulative.AsSpan(living, Lanes).Clear();
        return living;
    }

    // How many values lie below each of eight running sums.
    private void CountBelow(ReadOnlySpan<double> values, int first, int end, Span<int> counts)
    {
        ReadOnlySpan<double> sums = _cumulative.AsSpan(first, Lanes);
        Vector512<double> s0 = Vector512.Create(sums[0]), s1 = Vector512.Create(sums[1]), s2 = Vector512.Create(sums[2]), s3 = Vector512.Create(sums[3]);
        Vector512<double> s4 = Vector512.Create(sums[4]), s5 = Vector512.Create(sums[5]), s6 = Vector512.Create(sums[6]), s7 = Vector512.Create(sums[7]);
        Vector512<long> n0 = default, n1 = default, n2 = default, n3 = default, n4 = default, n5 = default, n6 = default, n7 = default;
        for (int i = 0; i < values.Length; i += Lanes)
        {
            Vector512<double> value = Vector512.Create(values[i..]);
            n0 -= Below(value, s0);
            n1 -= Below(value, s1);
            n2 -= Below(value, s2);
            n3 -= Below(value, s3);
            n4 -= Below(value, s4);
            n5 -= Below(value, s5);
            n6 -= Below(value, s6);
            n7 -= Below(value, s7);
        }

        Span<long> all = [Vector512.Sum(n0), Vector512.Sum(n1), Vector512.Sum(n2), Vector512.Sum(n3), Vector512.Sum(n4), Vector512.Sum(n5), Vector512.Sum(n6), Vector512.Sum(n7)];
        for (int j = first; j < Math.Min(first + Lanes, end); j++)
            counts[_living[j]] += (int)all[j - first];
    }

    // −1 in lanes where it is so, 0 in others.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<long> Below(Vector512<double> value, Vector512<double> sum) => Vector512.LessThan(value, sum).AsInt64();

    // What is left for a caption and those after it is summed from the end, so that the last ones keep their relative precision.
    private void Split(StreamKey key, int replicate, int generation, int draws, ReadOnlySpan<double> probabilities, Span<int> counts)
    {
        double sum = 0;
        for (int k = probabilities.Length - 1; k >= 0; k--)
        {
            sum += probabilities[k];
            _left[k] = sum;
        }

        for (int k = 0; draws > 0; k++)
        {
            double p = probabilities[k];
            if (!(p > 0))
                continue;
            int count = p < _left[k] ? BinomialSampling.Draw(new RandomStream(key, replicate, generation, k + 1), draws, p / _left[k]) : draws;
            counts[k] = count;
            draws -= count;
        }
    }
}
