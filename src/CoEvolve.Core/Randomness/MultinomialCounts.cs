namespace CoEvolve.Core;

/// <summary>Draws how often each caption comes up in a number of independent draws.</summary>
/// <remarks>
/// Few draws are made one by one: a uniform each, held against the cumulative probabilities. Many are split: the first
/// caption's count is binomial, the next one's binomial among what is left, and so on. Which way is a function of N and K
/// alone. Either way a caption's count moves little when p moves little. Holds scratch memory. Not thread-safe.
/// </remarks>
public sealed class MultinomialCounts
{
    private const double TwoTo63 = 9223372036854775808.0;

    private readonly int[] _living;
    private readonly double[] _sums;
    private readonly ulong[] _thresholds;
    private readonly int[] _below;
    private readonly ThresholdCounts _counting = new();

    /// <summary>Reserves scratch.</summary>
    /// <param name="captions">K ≥ 1.</param>
    public MultinomialCounts(int captions)
    {
        _living = new int[Preconditions.InRange(captions, 1, int.MaxValue - ThresholdCounts.Group)];
        _sums = new double[captions];
        _thresholds = new ulong[Padded(captions)];
        _below = new int[_thresholds.Length];
    }

    /// <summary>Fills <paramref name="counts"/> with one draw from Multinomial(<paramref name="draws"/>, p).</summary>
    /// <param name="key">Who draws for whom, and what for.</param>
    /// <param name="replicate">Number of the replicate.</param>
    /// <param name="generation">Generation.</param>
    /// <param name="draws">N ≥ 0.</param>
    /// <param name="probabilities">p, length K; not negative, at least one positive. Need not sum to 1 exactly.</param>
    /// <param name="counts">Length K; overwritten; sums to N. A caption with p_k = 0 gets none.</param>
    /// <remarks>
    /// O(N + N·K/512) or O(K), whichever is less. One by one, block 0 of the stream is used; otherwise block k + 1 for caption k.
    /// </remarks>
    public void Draw(StreamKey key, int replicate, int generation, int draws, ReadOnlySpan<double> probabilities, Span<int> counts)
    {
        counts.Clear();
        if (draws == 0)
            return;
        if (Splits(draws, probabilities.Length))
            Split(key, replicate, generation, draws, probabilities, counts);
        else
            CountOneByOne(key, replicate, generation, draws, probabilities, counts);
    }

    /// <summary>Whether so many draws over so many captions are split.</summary>
    /// <remarks>Measured: 64 single draws cost about 13 + 1.5 K ns, a binomial some 60 ns. So N = 200 for K = 2, 1,000 for 8, 2,500 for 100.</remarks>
    internal static bool Splits(int draws, int captions) => (long)draws * (captions + 12) > 2880L * (captions - 1);

    private void CountOneByOne(StreamKey key, int replicate, int generation, int draws, ReadOnlySpan<double> probabilities, Span<int> counts)
    {
        int last = Accumulate(probabilities) - 1;
        if (last == 0)
        {
            counts[_living[0]] = draws;
            return;
        }

        Span<ulong> thresholds = _thresholds.AsSpan(0, Padded(last));
        double scale = TwoTo63 / _sums[last];
        for (int j = 0; j < last; j++)
        {
            double share = _sums[j] * scale;
            thresholds[j] = share < TwoTo63 ? (ulong)(long)share << 1 : ulong.MaxValue;
        }

        thresholds[last..].Clear();
        Span<int> below = _below.AsSpan(0, thresholds.Length);
        _counting.Count(key, replicate, generation, draws, thresholds, below);
        int before = 0;
        for (int j = 0; j < last; j++)
        {
            counts[_living[j]] = below[j] - before;
            before = below[j];
        }

        counts[_living[last]] = draws - before;
    }

    // The living captions and running sums of their probabilities; returns how many there are.
    private int Accumulate(ReadOnlySpan<double> probabilities)
    {
        double sum = 0;
        int living = 0;
        for (int k = 0; k < probabilities.Length; k++)
        {
            if (!(probabilities[k] > 0))
                continue;
            sum += probabilities[k];
            _sums[living] = sum;
            _living[living++] = k;
        }

        return living;
    }

    private static int Padded(int thresholds) => (thresholds + ThresholdCounts.Group - 1) / ThresholdCounts.Group * ThresholdCounts.Group;

    // What is left for a caption and those after it is summed from the end, so that the last ones keep their relative precision.
    private void Split(StreamKey key, int replicate, int generation, int draws, ReadOnlySpan<double> probabilities, Span<int> counts)
    {
        double sum = 0;
        for (int k = probabilities.Length - 1; k >= 0; k--)
        {
            sum += probabilities[k];
            _sums[k] = sum;
        }

        for (int k = 0; draws > 0; k++)
        {
            double p = probabilities[k];
            if (!(p > 0))
                continue;
            int count = p < _sums[k] ? BinomialSampling.Draw(new RandomStream(key, replicate, generation, k + 1), draws, p / _sums[k]) : draws;
            counts[k] = count;
            draws -= count;
        }
    }
}
