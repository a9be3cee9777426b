using CoEvolve.Reference;

namespace CoEvolve.Findings.Tests;

/// <summary>The tests behind the checks, against the reference's own statistics and against their definitions.</summary>
public class CheckMakerTests
{
    private static readonly double[] Values = [1.2, 0.7, 1.9, 1.1, 0.4, 1.6, 0.9, 1.3];
    private static readonly double[] Others = [2.2, 1.7, 2.4, 1.5, 2.9, 1.8];
    private readonly CheckMaker _check = new("setting");

    [Fact]
    public void Equality_is_Students_test()
    {
        Check check = _check.Equal("mean", 0.8, Values);
        double t = Statistics.MeanZ(Values, 0.8);
        Assert.Equal(Distributions.StudentTwoSidedTail(t, Values.Length - 1), check.PValue, 12);
        Assert.Equal(Values.Average(), check.Measured, 15);
        Assert.Equal((Values.Average() - 0.8) / Math.Sqrt(Statistics.Variance(Values)), check.Effect, 12);
        Assert.Equal(CheckKind.Agreement, check.Kind);
    }

    [Fact]
    public void The_interval_holds_the_values_that_would_not_be_refuted_at_one_percent()
    {
        Check check = _check.Equal("mean", 0, Values);
        Assert.Equal(0.01, _check.Equal("mean", check.Lower, Values).PValue, 9);
        Assert.Equal(0.01, _check.Equal("mean", check.Upper, Values).PValue, 9);
    }

    [Fact]
    public void Predictions_of_their_own_are_tested_on_the_differences()
    {
        double[] predicted = [1, 1, 2, 1, 0, 2, 1, 1];
        Check check = _check.Equal("mean", predicted, Values);
        Check differences = _check.Equal("mean", 0, [.. Values.Zip(predicted, (v, p) => v - p)]);
        Assert.Equal(differences.PValue, check.PValue, 12);
        Assert.Equal(predicted.Average(), check.Predicted, 15);
        Assert.Equal(Values.Average(), check.Measured, 12);
    }

    [Fact]
    public void Less_is_Welchs_one_sided_test()
    {
        (double statistic, _, double pValue) = Statistics.Welch(Values, Others);
        Assert.True(statistic < 0);
        Assert.Equal(pValue / 2, _check.Less("a < b", Values, Others).PValue, 12);
        Assert.Equal(1 - (pValue / 2), _check.Less("b < a", Others, Values).PValue, 12);
    }

    [Fact]
    public void Above_and_below_are_the_two_sides()
    {
        Check above = _check.Above("m", 1, Values), below = _check.Below("m", 1, Values);
        Assert.Equal(1, above.PValue + below.PValue, 12);
        Assert.True(above.PValue < below.PValue);
        Assert.Equal(below.PValue, _check.AllAtLeast("m", 1, [("one", Values)]).PValue, 12);
        Assert.Equal(above.PValue, _check.AllAtMost("m", 1, [("one", Values)]).PValue, 12);
    }

    [Fact]
    public void Within_takes_the_worse_of_two_sides()
    {
        double[] predicted = [.. Values.Select(_ => 1.0)];
        Check check = _check.Within("m", 0.5, predicted, Values);
        double lower = _check.Above("m", 0.5, Values).PValue, upper = _check.Below("m", 1.5, Values).PValue;
        Assert.Equal(Math.Max(lower, upper), check.PValue, 12);
        Assert.Equal("±0.5", check.Relation);
        Assert.True(_check.Within("m", 0.05, predicted, Values).PValue > 0.5, "A margin narrower than the error establishes nothing.");
    }

    [Fact]
    public void The_worst_of_several_pays_for_their_number()
    {
        (string, double, double[])[] cases = [("far", 0.0, Values), ("near", 1.1, Values), ("there", Values.Average(), Values)];
        Check worst = _check.AllEqual("all", cases);
        Assert.Equal(Math.Min(1, 3 * _check.Equal("far", 0, Values).PValue), worst.PValue, 15);
        Assert.Contains("far", worst.Name, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_that_are_all_the_same_are_certain()
    {
        double[] same = [2, 2, 2];
        Assert.Equal(1, _check.Equal("m", 2, same).PValue);
        Assert.Equal(0, _check.Equal("m", 3, same).PValue);
        Assert.Equal(0, _check.Below("m", 3, same).PValue);
        Assert.Equal(1, _check.Below("m", 2, same).PValue);
        Assert.Equal(1, _check.Above("m", 2, same).PValue);
    }

    [Fact]
    public void One_value_is_not_enough() => Assert.Throws<ArgumentException>(() => _check.Equal("m", 0, [1.0]));
}
