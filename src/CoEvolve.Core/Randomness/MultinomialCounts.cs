namespace CoEvolve.Core;

/// <summary>Draws how often each caption comes up in a number of independent draws.</summary>
public static class MultinomialCounts
{
    private const int Chunk = 256;

    /// <summary>Fills <paramref name="counts"/> with one draw from Multinomial(<paramref name="draws"/>, p).</summary>
    /// <param name="stream">Its first <paramref name="draws"/> uniforms are used.</param>
    /// <param name="draws">N ≥ 0.</param>
    /// <param name="probabilities">p, length K; not negative, at least one positive. Need not sum to 1 exactly.</param>
    /// <param name="counts">Length K; overwritten; sums to N. A caption with p_k = 0 gets none.</param>
    /// <param name="cumulative">Scratch of length K.</param>
    /// <remarks>O(N log K). Inversion of the cumulative sum, so a caption's count moves little when p moves little.</remarks>
    public static void Draw(RandomStream stream, int draws, ReadOnlySpan<double> probabilities, Span<int> counts, Span<double> cumulative)
    {
        counts.Clear();
        if (draws == 0)
            return;
        double total = Accumulate(probabilities, cumulative);
        Span<double> uniforms = stackalloc double[Chunk];
        for (int done = 0; done < draws; done += Chunk)
        {
            Span<double> chunk = uniforms[..Math.Min(Chunk, draws - done)];
            stream.FillUniforms(chunk, done);
            foreach (double u in chunk)
                counts[Find(cumulative, u * total)]++;
        }
    }

    // Running sums; from the last caption with positive probability on they are +∞, so rounding cannot run past it.
    private static double Accumulate(ReadOnlySpan<double> probabilities, Span<double> cumulative)
    {
        double total = 0;
        int last = 0;
        for (int k = 0; k < probabilities.Length; k++)
        {
            total += probabilities[k];
            cumulative[k] = total;
            if (probabilities[k] > 0)
                last = k;
        }

        cumulative[last..].Fill(double.PositiveInfinity);
        return total;
    }

    // The first k with value < cumulative[k]: equal neighbours mark captions without mass, which are passed over.
    private static int Find(ReadOnlySpan<double> cumulative, double value)
    {
        int low = 0, high = cumulative.Length - 1;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (value < cumulative[middle])
                high = middle;
            else
                low = middle + 1;
        }

        return low;
    }
}
