using CoEvolve.Store;
using MathNet.Numerics.Distributions;

namespace CoEvolve.Report.Tests;

public sealed class CourseTests
{
    [Fact]
    public void The_interval_of_one_point_is_that_of_its_replicates()
    {
        Course course = Course.Of([(Generation: 3, Sample: new Sample(9, 2, 6))], r => r.Generation, r => r.Sample);

        Assert.Equal([3], course.Generations);
        double half = 6 / 3.0 * StudentT.InvCDF(0, 1, 8, 0.995);
        Assert.Equal((2, 2 - half, 2 + half), (course.Last.Mean, course.Last.Lower, course.Last.Upper));
    }

    [Fact]
    public void Of_several_points_their_means_are_the_independent_numbers()
    {
        Course course = Course.Of(new[] { 1.0, 3, 5 }.Select(m => (Generation: 0, Sample: new Sample(100, m, 0.1))), r => r.Generation, r => r.Sample);

        double half = 2 / Math.Sqrt(3) * StudentT.InvCDF(0, 1, 2, 0.995);
        Assert.Equal(3, course.Last.Mean, 1e-12);
        Assert.Equal(3 + half, course.Last.Upper, 1e-12);
    }

    [Fact]
    public void One_number_has_no_interval()
    {
        Assert.True(double.IsNaN(Estimate.Of([7.0]).Lower));
        Assert.True(double.IsNaN(Course.OfNumbers([(0, (double?)7)], r => r.Item1, r => r.Item2).Last.Upper));
    }

    [Fact]
    public void Between_generations_it_is_a_straight_line_and_level_beyond_them()
    {
        var course = new Course([10, 20], [Estimate.Alone(1), Estimate.Alone(3)]);

        Assert.Equal([1, 1, 2, 3, 3], ((IEnumerable<int>)[0, 10, 15, 20, 99]).Select(course.MeanAt));
        Assert.Equal([10], course.Until(19).Generations);
    }

    [Fact]
    public void Points_that_differ_in_their_seed_alone_are_one_group()
    {
        IReadOnlyList<PointGroup> groups = PointGroup.Of(
            ["{\"a.b\":1,\"seed\":1}", "{\"a.b\":1,\"seed\":2}", "{\"a.b\":\"x y\",\"seed\":1}", "{\"a.b\":\"x y\",\"seed\":2}"]);

        Assert.Equal([[0, 1], [2, 3]], groups.Select(g => g.Points));
        Assert.Equal(["b = 1", "b = x y"], groups.Select(g => g.Label));
    }

    [Theory]
    [InlineData(0.0, "0")]
    [InlineData(-0.25, "−0.250")]
    [InlineData(0.0004, "4.0e−4")]
    [InlineData(12345.678, "12345.678")]
    [InlineData(-1.5e9, "−1.5e9")]
    [InlineData(null, "–")]
    public void Numbers_read_well(double? number, string text) => Assert.Equal(text, Numbers.Text(number));

    [Theory]
    [InlineData(0.5, 0.75, "0.500 to 0.750")]
    [InlineData(0.86775, 0.86798, "0.86775 to 0.86798")]
    [InlineData(1.0, 1.0, "1.000 to 1.000")]
    [InlineData(-2e-7, 3e-7, "−2.0e−7 to 3.0e−7")]
    [InlineData(null, 1.0, "–")]
    public void Intervals_show_as_many_decimals_as_tell_their_ends_apart(double? lower, double? upper, string text) => Assert.Equal(text, Numbers.Interval(lower, upper));
}
