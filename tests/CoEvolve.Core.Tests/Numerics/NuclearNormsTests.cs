using System.Runtime.Intrinsics;
using CoEvolve.Reference;

namespace CoEvolve.Core.Tests;

// The reference squares the matrix and takes roots of eigenvalues, which costs half the digits of small singular values:
// Σ√λ is right to about √(2^-53)·‖A‖ at worst, and to 1e-12 where the matrix is well conditioned.
public sealed class NuclearNormsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(16)]
    [InlineData(40)]
    public void Random_matrices_have_the_nuclear_norm_of_their_eigenvalues(int d)
    {
        var random = new ReferenceRandom(20);
        for (int trial = 0; trial < (d > 10 ? 3 : 50); trial++)
        {
            double[] a = random.NextNormals(d * d);
            AssertNorm(ByEigenvalues(a, d), a, d, 1e-11);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(16)]
    [InlineData(40)]
    public void Known_singular_values_are_found_however_graded_they_are(int d)
    {
        var random = new ReferenceRandom(21);
        for (int grading = 0; grading <= 20; grading += 4)
        {
            double[] values = [.. Enumerable.Range(0, d).Select(i => Math.Pow(10, -grading * (double)i / d))];
            double[,] a = Matrices.Multiply(Matrices.Multiply(Orthogonal(random, d), Matrices.Diagonal(values)), Orthogonal(random, d));
            AssertNorm(values.Sum(), Shapes.Flat(a), d, 1e-13);
        }
    }

    [Theory]
    [InlineData(3, 1)]
    [InlineData(5, 2)]
    [InlineData(16, 3)]
    [InlineData(40, 39)]
    public void Singular_matrices_have_the_norm_of_what_they_span(int d, int rank)
    {
        var random = new ReferenceRandom(22);
        double[] values = [.. Enumerable.Range(0, d).Select(i => i < rank ? 1.0 + i : 0)];
        double[,] a = Matrices.Multiply(Matrices.Multiply(Orthogonal(random, d), Matrices.Diagonal(values)), Orthogonal(random, d));
        AssertNorm(values.Sum(), Shapes.Flat(a), d, 1e-13);
    }

    [Fact]
    public void Diagonal_and_zero_matrices_are_read_off()
    {
        foreach (int d in new[] { 1, 2, 3, 5, 16, 40 })
        {
            Assert.Equal(0, Norm(new double[d * d], d));
            double[] values = [.. Enumerable.Range(0, d).Select(i => (i % 2 == 0 ? 1.0 : -2.0) * i)];
            AssertNorm(values.Sum(Math.Abs), Shapes.Flat(Matrices.Diagonal(values)), d, 1e-15);
        }
    }

    [Fact]
    public void Zeros_on_the_diagonal_of_a_bidiagonal_matrix_are_no_obstacle()
    {
        // Jordan blocks: the shift alone has d − 1 singular values of 1 and one of 0.
        for (int d = 3; d <= 12; d++)
        {
            var shift = new double[d, d];
            for (int i = 0; i + 1 < d; i++)
                shift[i, i + 1] = 1;
            AssertNorm(d - 1, Shapes.Flat(shift), d, 1e-15);
            for (int hole = 0; hole < d; hole++)
            {
                double[,] a = Matrices.Combine(1, shift, 1, Matrices.Identity(d));
                a[hole, hole] = 0;
                AssertNorm(ByEigenvalues(Shapes.Flat(a), d), Shapes.Flat(a), d, 1e-7);
            }
        }
    }

    [Theory]
    [InlineData(-562)]
    [InlineData(-900)]
    [InlineData(480)]
    public void Tiny_and_huge_matrices_keep_their_relative_precision(int powerOfTwo)
    {
        var random = new ReferenceRandom(23);
        foreach (int d in new[] { 1, 2, 3, 5, 16 })
        {
            double[] a = random.NextNormals(d * d);
            double scale = Math.ScaleB(1, powerOfTwo), expected = Norm(a, d) * scale;
            Shapes.AssertClose(expected, Norm([.. a.Select(x => x * scale)], d), 1e-14 * expected);
        }
    }

    [Fact]
    public void Triangular_matrices_with_a_collapsed_corner_are_right()
    {
        // What the Fréchet distance meets: A₀ᵀA with A shrunk to 1e-150 in some directions.
        foreach (double tiny in new[] { 1e-8, 1e-20, 1e-150, 1e-300 })
        {
            double[] a = [2, 0, 0, 1, tiny, 0, -1, 3 * tiny, tiny];
            AssertNorm(Math.Sqrt(6), a, 3, Math.Max(5 * tiny, 1e-14));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(16)]
    public void A_norm_has_the_same_bits_alone_and_among_any_others(int d)
    {
        // Others that take more steps, fewer and none at all, of other sizes, and that are not even finite.
        var random = new ReferenceRandom(24);
        var norms = new NuclearNorms(d);
        double[] identity = Shapes.Flat(Matrices.Identity(d));
        for (int trial = 0; trial < 64; trial++)
        {
            double[] a = Graded(random, d, trial % 5);
            norms.Measure(Lanes(d, _ => a), [], out Vector512<double> alone, out _);
            double[][] others =
            [
                Graded(random, d, 0), Graded(random, d, 3), new double[d * d], identity, [.. a.Select(x => 1e-200 * x)],
                [.. a.Select(_ => double.NaN)], [.. a.Select((x, i) => i == d ? double.PositiveInfinity : x)],
            ];
            int lane = trial % 8;
            double[] block = Lanes(d, l => l == lane ? a : others[l < lane ? l : l - 1]), other = Lanes(d, l => others[(l + trial) % 7]);
            (double[] first, double[] second) = trial < 32 ? (block, other) : (other, block);
            norms.Measure(first, second, out Vector512<double> ofFirst, out Vector512<double> ofSecond);
            double among = (trial < 32 ? ofFirst : ofSecond)[lane];
            Assert.Equal(BitConverter.DoubleToInt64Bits(alone[0]), BitConverter.DoubleToInt64Bits(among));
            Assert.True(alone[0] > 0);
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(6)]
    [InlineData(16)]
    public void Small_values_above_large_ones_come_out_all_the_same(int d)
    {
        // Bidiagonal matrices that nearly fall into parts, the smallest values in the upper one: nothing drives them down but
        // shifts. Their norm is that of their parts, but for what couples them.
        var random = new ReferenceRandom(25);
        foreach (double coupling in new[] { 1e-8, 1e-14, 1e-17, 1e-30, 1e-100, 1e-200, 0 })
        {
            for (int cut = 1; cut < d; cut++)
            {
                var a = new double[d, d];
                for (int i = 0; i < d; i++)
                {
                    a[i, i] = (i < cut ? 0.01 : 1) * (0.5 + random.NextUniform());
                    if (i + 1 < d)
                        a[i, i + 1] = i + 1 == cut ? 0 : 0.3 * a[i, i];
                }

                double expected = ByEigenvalues(Shapes.Flat(a), d);
                a[cut - 1, cut] = coupling;
                AssertNorm(expected, Shapes.Flat(a), d, Math.Max(coupling, 1e-13));
            }
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(16)]
    public void Equal_and_nearly_equal_values_are_counted_each(int d)
    {
        var random = new ReferenceRandom(26);
        foreach (double spread in new[] { 0, 1e-16, 1e-12, 1e-8, 1e-4 })
        {
            double[] values = [.. Enumerable.Range(0, d).Select(i => (i % 3 == 0 ? 0.25 : 1) * (1 + (spread * random.NextUniform())))];
            double[,] a = Matrices.Multiply(Matrices.Multiply(Orthogonal(random, d), Matrices.Diagonal(values)), Orthogonal(random, d));
            AssertNorm(values.Sum(), Shapes.Flat(a), d, 1e-14);
            AssertNorm(values.Sum(), Shapes.Flat(Matrices.Diagonal(values)), d, 1e-15);
        }
    }

    // A triangle whose rows shrink by powers of ten.
    private static double[] Graded(ReferenceRandom random, int d, int grade)
    {
        double[] factor = Shapes.Factor(random, d);
        return [.. factor.Select((x, i) => x * Math.Pow(10, -grade * (i / d)))];
    }

    private static double[] Lanes(int d, Func<int, double[]> matrix)
    {
        var lanes = new double[d * d * 8];
        for (int lane = 0; lane < 8; lane++)
        {
            for (int i = 0; i < d * d; i++)
                lanes[(i * 8) + lane] = matrix(lane)[i];
        }

        return lanes;
    }

    private static double Norm(double[] a, int d)
    {
        new NuclearNorms(d).Measure(Lanes(d, _ => a), Lanes(d, _ => a), out Vector512<double> norms, out Vector512<double> others);
        Assert.Equal(Vector512.Create(norms[0]), norms);
        Assert.Equal(norms, others);
        return norms[0];
    }

    private static void AssertNorm(double expected, double[] a, int d, double relative) =>
        Shapes.AssertClose(expected, Norm(a, d), relative * Math.Max(expected, d), $"d = {d}");

    private static double ByEigenvalues(double[] flat, int d)
    {
        double[,] a = Shapes.Square(flat, d);
        (double[] values, _) = SymmetricEigen.Decompose(Matrices.Multiply(Matrices.Transpose(a), a));
        return values.Sum(value => Math.Sqrt(Math.Max(0, value)));
    }

    private static double[,] Orthogonal(ReferenceRandom random, int d)
    {
        double[,] a = Shapes.Square(random.NextNormals(d * d), d);
        return SymmetricEigen.Decompose(Matrices.Combine(1, a, 1, Matrices.Transpose(a))).Vectors;
    }
}
