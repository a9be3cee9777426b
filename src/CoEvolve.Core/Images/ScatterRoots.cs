using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CoEvolve.Core;

/// <summary>Turns scatters into their roots, in place, eight captions at a time.</summary>
/// <remarks><see cref="Begin"/> says into how many parts it falls; each is done once by <see cref="DoPart"/>.</remarks>
public sealed class ScatterRoots : IDividedWork
{
    private const int Lanes = RandomStream.Lanes;

    private readonly InnovationStatistics _statistics;
    private readonly int _d;
    private int _parts;

    /// <summary>Keeps the statistics, which are not copied.</summary>
    /// <param name="statistics">Holds the lower halves of scatters where their roots are to stand.</param>
    internal ScatterRoots(InnovationStatistics statistics)
    {
        _statistics = statistics;
        _d = statistics.Dimension;
    }

    /// <summary>Begins to take the roots.</summary>
    /// <returns>The number of parts.</returns>
    /// <remarks>All parts together O(K·d³/6).</remarks>
    public int Begin() => _parts = WorkParts.Of((long)_statistics.Blocks * _d * _d * _d / 6);

    /// <inheritdoc/>
    public void DoPart(int part)
    {
        int last = WorkParts.Start(_statistics.Blocks, part + 1, _parts);
        for (int block = WorkParts.Start(_statistics.Blocks, part, _parts); block < last; block++)
            Factor(block);
    }

    // Cholesky without pivoting, in place. The scatter of n images has rank n − 1 at most: in exact arithmetic nothing is
    // left for later columns, and they are set to zero instead of square roots of rounding errors, as is a column whose
    // pivot is not positive.
    private void Factor(int block)
    {
        Vector512<double> rank = CountLanes.ToDouble(CountLanes.Load(_statistics.Counts, block * Lanes)) - Vector512<double>.One;
        Span<double> root = _statistics.Block(block)[(_d * Lanes)..];
        for (int j = 0; j < _d; j++)
        {
            Span<double> rowJ = root[(InnovationStatistics.RootRow(j) * Lanes)..];
            Vector512<double> pivot = Reduced(rowJ, rowJ, j);
            Vector512<double> kept = Vector512.GreaterThan(pivot, Vector512<double>.Zero) & Vector512.GreaterThan(rank, Vector512.Create((double)j));
            Vector512<double> diagonal = Vector512.Sqrt(pivot) & kept;
            diagonal.CopyTo(rowJ[(j * Lanes)..]);
            for (int i = j + 1; i < _d; i++)
            {
                Span<double> rowI = root[(InnovationStatistics.RootRow(i) * Lanes)..];
                ((Reduced(rowI, rowJ, j) / diagonal) & kept).CopyTo(rowI[(j * Lanes)..]);
            }
        }
    }

    // M_ij − Σ_{m<j} L_im L_jm. Part of the loop that wants it: called, it would have the loop's vectors kept on the stack meanwhile, where
    // they straddle cache lines or not by chance of how deep the stack is, and that is half the time of the whole.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Reduced(ReadOnlySpan<double> rowI, ReadOnlySpan<double> rowJ, int j)
    {
        Vector512<double> sum = Vector512.Create(rowI[(j * Lanes)..]);
        for (int m = 0; m < j; m++)
            sum = Vector512.FusedMultiplyAdd(-Vector512.Create(rowI[(m * Lanes)..]), Vector512.Create(rowJ[(m * Lanes)..]), sum);
        return sum;
    }
}
