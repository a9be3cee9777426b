namespace CoEvolve.Engines.Tests;

public sealed class TraceBudgetTests
{
    [Fact]
    public void Each_second_has_so_many_and_no_more()
    {
        var clock = new ManualClock();
        var budget = new TraceBudget(3, clock);
        Assert.Equal(3, Enumerable.Range(0, 10).Count(_ => budget.TryTake()));
        clock.Pass(0.9);
        Assert.False(budget.TryTake());
        clock.Pass(0.1);
        Assert.Equal(3, Enumerable.Range(0, 10).Count(_ => budget.TryTake()));
        clock.Pass(60);
        Assert.Equal(3, Enumerable.Range(0, 10).Count(_ => budget.TryTake()));
    }
}
