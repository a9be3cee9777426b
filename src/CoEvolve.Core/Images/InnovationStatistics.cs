namespace CoEvolve.Core;

/// <summary>
/// All that training needs to know of a batch of images: for each caption their number n_k, the mean z̄ of their innovations,
/// and a lower triangular root L of their scatter, Σ (z − z̄)(z − z̄)ᵀ = L Lᵀ.
/// </summary>
/// <remarks>
/// Captions stand in blocks of <see cref="RandomStream.Lanes"/>. Within a block each of a caption's d + d(d+1)/2 numbers is a
/// row of eight neighbours in memory, one a caption, so a loop over rows is a loop over vectors: first z̄, then L row by row
/// without what is above its diagonal. L has at most n_k − 1 columns that are not zero. Not thread-safe.
/// </remarks>
public sealed class InnovationStatistics
{
    private readonly double[] _values;
    private int _start;

    /// <summary>Makes the statistics of no images.</summary>
    /// <param name="captions">K ≥ 1.</param>
    /// <param name="dimension">d ≥ 1.</param>
    public InnovationStatistics(int captions, int dimension)
    {
        Captions = Preconditions.InRange(captions, 1, int.MaxValue - RandomStream.Lanes);
        Dimension = Preconditions.InRange(dimension, 1, int.MaxValue);
        NumbersPerCaption = checked(dimension + RootRow(dimension));
        Counts = new int[captions];
        _values = LineAligned.Allocate(checked(Blocks * NumbersPerCaption * RandomStream.Lanes));
        _start = LineAligned.Start(_values);
    }

    /// <summary>K.</summary>
    public int Captions { get; }

    /// <summary>d.</summary>
    public int Dimension { get; }

    /// <summary>n_k ≥ 0, length K.</summary>
    public int[] Counts { get; }

    /// <summary>d + d(d+1)/2.</summary>
    public int NumbersPerCaption { get; }

    /// <summary>⌈K/8⌉.</summary>
    internal int Blocks => (Captions + RandomStream.Lanes - 1) / RandomStream.Lanes;

    /// <summary>One of a caption's numbers: a &lt; d is z̄_a, d + a(a+1)/2 + b is L_ab with b ≤ a.</summary>
    public double this[int caption, int number]
    {
        get => _values[_start + IndexOf(caption, number)];
        set => _values[_start + IndexOf(caption, number)] = value;
    }

    /// <summary>The rows of captions 8·block to 8·block + 7.</summary>
    internal Span<double> Block(int block)
    {
        int size = NumbersPerCaption * RandomStream.Lanes;
        return _values.AsSpan(_start + (block * size), size);
    }

    /// <summary>Whatever was in it means nothing any more. To be said before it is filled anew: rows begin with a line again, should the garbage collector have moved them.</summary>
    internal void Align() => _start = LineAligned.Start(_values);

    /// <summary>Takes one caption's numbers out of its block.</summary>
    /// <param name="mean">z̄, length d; overwritten.</param>
    /// <param name="root">L, d×d row-major; overwritten, zeros above the diagonal.</param>
    internal void Read(int caption, Span<double> mean, Span<double> root)
    {
        int d = Dimension;
        ReadOnlySpan<double> block = Block(caption / RandomStream.Lanes);
        int at = caption % RandomStream.Lanes;
        for (int a = 0; a < d; a++, at += RandomStream.Lanes)
            mean[a] = block[at];
        for (int a = 0; a < d; a++)
        {
            root.Slice(a * d, d).Clear();
            for (int b = 0; b <= a; b++, at += RandomStream.Lanes)
                root[(a * d) + b] = block[at];
        }
    }

    /// <summary>Puts one caption's numbers into its block.</summary>
    internal void Write(int caption, ReadOnlySpan<double> mean, ReadOnlySpan<double> root)
    {
        int d = Dimension;
        Span<double> block = Block(caption / RandomStream.Lanes);
        int at = caption % RandomStream.Lanes;
        for (int a = 0; a < d; a++, at += RandomStream.Lanes)
            block[at] = mean[a];
        for (int a = 0; a < d; a++)
        {
            for (int b = 0; b <= a; b++, at += RandomStream.Lanes)
                block[at] = root[(a * d) + b];
        }
    }

    /// <summary>How many rows of L's lower half come before its row <paramref name="row"/>.</summary>
    internal static int RootRow(int row) => checked(row * (row + 1)) / 2;

    private int IndexOf(int caption, int number)
    {
        Preconditions.InRange(caption, 0, Captions - 1);
        Preconditions.InRange(number, 0, NumbersPerCaption - 1);
        return (((caption / RandomStream.Lanes * NumbersPerCaption) + number) * RandomStream.Lanes) + (caption % RandomStream.Lanes);
    }
}
