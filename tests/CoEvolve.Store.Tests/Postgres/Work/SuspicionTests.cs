namespace CoEvolve.Store.Tests;

public sealed class SuspicionTests
{
    [Fact]
    public void What_goes_well_may_go_four_times_as_far_the_next_time()
    {
        Suspicion? suspicion = new Suspicion(1, 0, 2);
        var allowed = new List<int>();
        for (int generation = 0; generation < 300;)
        {
            allowed.Add(suspicion!.Value.Generations);
            int to = generation + suspicion.Value.Generations;
            suspicion = suspicion.Value.AfterSlice(generation, to);
            Assert.Equal(0, suspicion!.Value.LoneDeaths);
            generation = to;
        }

        Assert.Equal([1, 4, 16, 64, 256], allowed);
    }

    [Fact]
    public void Where_it_killed_a_node_alone_it_goes_by_small_slices_until_past_it()
    {
        Assert.Equal(new Suspicion(4, 80, 0), new Suspicion(4, CarefulUntil: 80, LoneDeaths: 2).AfterSlice(60, 64));
        Assert.Equal(new Suspicion(16, 80, 0), new Suspicion(4, CarefulUntil: 80, LoneDeaths: 0).AfterSlice(76, 80));
        Assert.Equal(new Suspicion(1, 8, 0), new Suspicion(1, CarefulUntil: 8, LoneDeaths: 1).AfterSlice(5, 6));
        Assert.Equal(new Suspicion(1, 8, 0), new Suspicion(1, CarefulUntil: 8, LoneDeaths: 0).AfterSlice(6, 7));
        Assert.Equal(new Suspicion(4, 8, 0), new Suspicion(1, CarefulUntil: 8, LoneDeaths: 0).AfterSlice(7, 8));
    }

    [Fact]
    public void What_used_up_its_time_alone_is_cleared()
    {
        Assert.Null(new Suspicion(16, 0, 0).AfterSlice(10, 25));
        Assert.NotNull(new Suspicion(16, 0, 0).AfterSlice(10, 26));
    }

    [Fact]
    public void However_long_it_goes_on_the_number_stays_a_number()
    {
        var suspicion = new Suspicion(1, 0, 0);
        for (int i = 0; i < 40; i++)
            suspicion = suspicion.AfterSlice(0, suspicion.Generations)!.Value;
        Assert.InRange(suspicion.Generations, 1, int.MaxValue);
    }
}
