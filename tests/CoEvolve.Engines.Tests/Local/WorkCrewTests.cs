namespace CoEvolve.Engines.Tests;

public sealed class WorkCrewTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void Every_part_is_done_once_whoever_helps(int helpers)
    {
        // Again and again with one crew: helpers that are late for one work must not harm the next.
        var crew = new WorkCrew(most: 3);
        using LentThreads lent = LentThreads.To(crew, helpers);
        foreach (int parts in (int[])[0, 1, 2, 3, 5, 1000])
        {
            var work = new Tally(parts);
            for (int times = 1; times <= 500; times++)
            {
                crew.Divide(work, parts);
                work.AssertDone(times);
            }
        }
    }

    [Fact]
    public void Without_helpers_the_caller_does_all_parts_in_their_order()
    {
        var order = new List<int>();
        var work = new Tally(20, order.Add);
        new WorkCrew(most: 3).Divide(work, 20);
        Assert.Equal(Enumerable.Range(0, 20), order);
        Assert.Equal(Environment.CurrentManagedThreadId, Assert.Single(work.Threads));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Helpers_do_parts_at_the_same_time_as_the_caller(int helpers)
    {
        var crew = new WorkCrew(most: 3);
        using LentThreads lent = LentThreads.To(crew, helpers);
        using var meeting = new Meeting(helpers + 1);
        for (int i = 0; i < 200; i++)
            crew.Divide(meeting, helpers + 1);
    }

    [Fact]
    public void Helpers_that_fell_asleep_wake_up_for_work()
    {
        var crew = new WorkCrew(most: 3);
        using LentThreads lent = LentThreads.To(crew, 3);
        using var meeting = new Meeting(4);
        for (int i = 0; i < 20; i++)
        {
            SpinWait.SpinUntil(() => crew.Asleep == 3);
            crew.Divide(meeting, 4);
        }
    }

    [Fact]
    public void Helpers_that_fell_asleep_come_back_when_called()
    {
        var crew = new WorkCrew(most: 3);
        using LentThreads lent = LentThreads.To(crew, 3);
        SpinWait.SpinUntil(() => crew.Asleep == 3);
        lent.CallBack();
        lent.Join();
        Assert.Equal(0, crew.Helpers);
    }

    [Fact]
    public void A_helper_that_is_called_back_in_the_middle_of_a_part_finishes_it()
    {
        var crew = new WorkCrew(most: 1);
        using LentThreads lent = LentThreads.To(crew, 1);
        using var both = new Barrier(2);
        var work = new Tally(2, _ =>
        {
            both.SignalAndWait(TimeSpan.FromMinutes(1));
            lent.CallBack();
        });
        crew.Divide(work, 2);
        work.AssertDone();
    }

    [Fact]
    public void More_threads_than_are_useful_only_wait()
    {
        var crew = new WorkCrew(most: 1);
        using LentThreads lent = LentThreads.To(crew, 1);
        using var others = new LentThreads(3, crew.Lend);
        var threads = new HashSet<int>();
        for (int i = 0; i < 300; i++)
        {
            var work = new Tally(50, static _ => Thread.SpinWait(50));
            crew.Divide(work, 50);
            threads.UnionWith(work.Threads);
        }

        Assert.InRange(threads.Count, 1, 2);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void What_a_part_throws_reaches_who_divided_the_work_and_helpers_go_on(int helpers)
    {
        var crew = new WorkCrew(most: 1);
        using LentThreads lent = LentThreads.To(crew, helpers);
        for (int i = 0; i < 100; i++)
        {
            var work = new Tally(50, part => ThrowAt(part, 17));
            ArithmeticException e = Assert.Throws<ArithmeticException>(() => crew.Divide(work, 50));
            Assert.Equal("part 17", e.Message);
            var next = new Tally(50);
            crew.Divide(next, 50);
            next.AssertDone();
        }

        if (helpers == 0)
            return;
        using var meeting = new Meeting(2);
        crew.Divide(meeting, 2);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(2, 2)]
    [InlineData(50, 50)]
    public void Without_helpers_a_pulse_beats_after_each_of_several_parts(int parts, int beats)
    {
        var pulse = new CountingPulse();
        new WorkCrew(most: 1).Divide(new Tally(parts), parts, pulse);
        Assert.Equal(beats, pulse.Beats);
    }

    [Fact]
    public void With_helpers_a_pulse_beats_after_the_callers_parts_and_when_all_are_done()
    {
        var crew = new WorkCrew(most: 1);
        using LentThreads lent = LentThreads.To(crew, 1);
        using var meeting = new Meeting(2);
        var pulse = new CountingPulse();
        for (int i = 0; i < 100; i++)
            crew.Divide(meeting, 2, pulse);
        Assert.Equal(200, pulse.Beats);
        pulse.AssertOneThread();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void What_a_pulse_throws_ends_the_work_when_no_part_is_under_way_and_helpers_go_on(int helpers)
    {
        var crew = new WorkCrew(most: 1);
        using LentThreads lent = LentThreads.To(crew, helpers);
        for (int i = 0; i < 200; i++)
        {
            int begun = 0, done = 0;
            var work = new Tally(50, _ =>
            {
                Interlocked.Increment(ref begun);
                Thread.SpinWait(100);
                Interlocked.Increment(ref done);
            });
            var pulse = new CountingPulse(last: 1);
            Exception thrown = Assert.Throws<InvalidOperationException>(() => crew.Divide(work, 50, pulse));
            Assert.Same(pulse.Stop, thrown);
            Assert.Equal(Volatile.Read(ref begun), Volatile.Read(ref done));
            if (helpers == 0)
                Assert.Equal(1, begun);
            var next = new Tally(50);
            crew.Divide(next, 50);
            next.AssertDone();
        }

        if (helpers == 0)
            return;
        using var meeting = new Meeting(2);
        crew.Divide(meeting, 2);
    }

    [Fact]
    public void A_pulse_is_heard_before_a_part_that_throws()
    {
        var crew = new WorkCrew(most: 1);
        using LentThreads lent = LentThreads.To(crew, 1);
        using var both = new Barrier(2);
        var work = new Tally(2, part =>
        {
            both.SignalAndWait(TimeSpan.FromMinutes(1));
            ThrowAt(part, part);
        });
        var pulse = new CountingPulse(last: 1);
        Exception thrown = Assert.Throws<InvalidOperationException>(() => crew.Divide(work, 2, pulse));
        Assert.Same(pulse.Stop, thrown);
        var next = new Tally(50);
        crew.Divide(next, 50);
        next.AssertDone();
    }

    [Fact]
    public void If_several_parts_throw_the_lowest_number_is_heard()
    {
        var crew = new WorkCrew(most: 1);
        using LentThreads lent = LentThreads.To(crew, 1);
        for (int i = 0; i < 200; i++)
        {
            using var both = new Barrier(2);
            var work = new Tally(2, part =>
            {
                both.SignalAndWait(TimeSpan.FromMinutes(1));
                ThrowAt(part, part);
            });
            ArithmeticException e = Assert.Throws<ArithmeticException>(() => crew.Divide(work, 2));
            Assert.Equal("part 0", e.Message);
        }
    }

    [Fact]
    public void Several_may_divide_work_at_the_same_time()
    {
        const int dividers = 4, times = 500, parts = 20;
        var crew = new WorkCrew(most: 2);
        using LentThreads lent = LentThreads.To(crew, 2);
        Tally[] works = [.. Enumerable.Range(0, dividers).Select(_ => new Tally(parts))];
        using var start = new Barrier(dividers);
        Thread[] threads = [.. works.Select(work => new Thread(() =>
        {
            start.SignalAndWait();
            for (int i = 0; i < times; i++)
                crew.Divide(work, parts);
        }))];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();
        Assert.All(works, work => work.AssertDone(times));
    }

    [Fact]
    public void A_part_may_divide_work_of_its_own()
    {
        var crew = new WorkCrew(most: 2);
        using LentThreads lent = LentThreads.To(crew, 2);
        for (int i = 0; i < 200; i++)
        {
            Tally[] inner = [.. Enumerable.Range(0, 6).Select(_ => new Tally(7))];
            var outer = new Tally(6, part => crew.Divide(inner[part], 7));
            crew.Divide(outer, 6);
            outer.AssertDone();
            Assert.All(inner, work => work.AssertDone());
        }
    }

    [Fact]
    public void What_a_part_writes_is_seen_by_who_divided_the_work()
    {
        var crew = new WorkCrew(most: 2);
        using LentThreads lent = LentThreads.To(crew, 2);
        var values = new int[64];
        var work = new Tally(values.Length, part => values[part]++);
        for (int i = 1; i <= 5000; i++)
        {
            crew.Divide(work, values.Length);
            for (int part = 0; part < values.Length; part++)
                Assert.Equal(i, values[part]);
        }
    }

    private static void ThrowAt(int part, int unlucky)
    {
        if (part == unlucky)
            throw new ArithmeticException($"part {part}");
    }

}
