namespace CoEvolve.Core;

/// <summary>Spearman's rank correlation with average ranks for ties. Holds scratch memory; not thread-safe.</summary>
public sealed class RankCorrelation
{
    private readonly double[] _keys;
    private readonly int[] _order;
    private readonly double[] _ranksX;
    private readonly double[] _ranksY;

    /// <summary>Reserves scratch for up to <paramref name="most"/> pairs.</summary>
    public RankCorrelation(int most)
    {
        _keys = new double[most];
        _order = new int[most];
        _ranksX = new double[most];
        _ranksY = new double[most];
    }

    /// <summary>The correlation of the ranks of x and y, in [−1, 1]; null if one side is constant.</summary>
    /// <param name="x">At least one value, none NaN.</param>
    /// <param name="y">As many.</param>
    /// <remarks>O(n log n).</remarks>
    public double? Spearman(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        Rank(x, _ranksX);
        Rank(y, _ranksY);
        double mean = (x.Length + 1) / 2.0, xx = 0, yy = 0, xy = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double u = _ranksX[i] - mean, v = _ranksY[i] - mean;
            xx += u * u;
            yy += v * v;
            xy += u * v;
        }

        return xx == 0 || yy == 0 ? null : Math.Clamp(xy / Math.Sqrt(xx * yy), -1, 1);
    }

    private void Rank(ReadOnlySpan<double> values, double[] ranks)
    {
        int n = values.Length;
        values.CopyTo(_keys);
        for (int i = 0; i < n; i++)
            _order[i] = i;
        Array.Sort(_keys, _order, 0, n);
        for (int start = 0; start < n;)
        {
            int end = start + 1;
            while (end < n && _keys[end] == _keys[start])
                end++;
            for (int i = start; i < end; i++)
                ranks[_order[i]] = (start + 1 + end) / 2.0; // average of the ranks start+1 … end
            start = end;
        }
    }
}
