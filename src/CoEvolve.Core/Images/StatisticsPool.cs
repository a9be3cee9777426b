namespace CoEvolve.Core;

/// <summary>Puts the statistics of several writers' images together, as if all images had been one batch.</summary>
/// <remarks>
/// Means by weights, roots by rotations: [L_a, L_b, √(n_a n_b/(n_a + n_b)) (z̄_b − z̄_a)] is a root of the common scatter. So
/// no square is ever subtracted, and columns that are zero by construction stay so. Holds scratch memory. Not thread-safe.
/// </remarks>
internal sealed class StatisticsPool
{
    private readonly int _d;
    private readonly double[] _mean;
    private readonly double[] _root;
    private readonly double[] _otherMean;
    private readonly double[] _otherRoot;
    private readonly double[] _column;

    /// <summary>Reserves scratch for images of dimension d.</summary>
    public StatisticsPool(int dimension)
    {
        _d = dimension;
        _mean = new double[_d];
        _root = new double[_d * _d];
        _otherMean = new double[_d];
        _otherRoot = new double[_d * _d];
        _column = new double[_d];
    }

    /// <summary>The statistics of all images of some captions together.</summary>
    /// <param name="parts">One or more of one shape, in a fixed order.</param>
    /// <param name="first">The first of the captions.</param>
    /// <param name="last">The one after their last.</param>
    /// <param name="pooled">Of the same shape; these captions are overwritten.</param>
    /// <remarks>O(parts·d³) a caption.</remarks>
    public void Pool(ReadOnlySpan<InnovationStatistics> parts, int first, int last, InnovationStatistics pooled)
    {
        for (int k = first; k < last; k++)
        {
            int images = 0;
            foreach (InnovationStatistics part in parts)
                images = Add(part, k, images);
            pooled.Counts[k] = images;
            if (images > 0)
                pooled.Write(k, _mean, _root);
        }
    }

    private int Add(InnovationStatistics part, int k, int images)
    {
        int more = part.Counts[k];
        if (more == 0)
            return images;
        if (images == 0)
        {
            part.Read(k, _mean, _root);
            return more;
        }

        part.Read(k, _otherMean, _otherRoot);
        for (int b = 0; b < Math.Min(_d, more - 1); b++)
        {
            for (int a = b; a < _d; a++)
                _column[a] = _otherRoot[(a * _d) + b];
            LowerTriangular.AddColumn(_root, _column, b);
        }

        int all = checked(images + more);
        double weight = (double)more / all, between = Math.Sqrt(images * weight);
        for (int a = 0; a < _d; a++)
        {
            double gap = _otherMean[a] - _mean[a];
            _column[a] = between * gap;
            _mean[a] = Math.FusedMultiplyAdd(weight, gap, _mean[a]);
        }

        LowerTriangular.AddColumn(_root, _column);
        return all;
    }
}
