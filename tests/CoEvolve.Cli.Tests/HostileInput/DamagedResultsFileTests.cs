namespace CoEvolve.Cli.Tests.HostileInput;

public sealed class DamagedResultsFileTests
{
    private const int PageBytes = 4096;

    [Fact]
    public void The_files_are_good_before_they_are_damaged()
    {
        using var sample = new SampleResults();
        foreach (byte[] good in new[] { sample.Finished, sample.Interrupted })
        {
            sample.Put(good);
            Assert.Null(Reading.Everything(sample.Path));
            Assert.Null(Reading.ToGoOn(sample.Path));
            Assert.Equal((0, ""), (sample.Resume().ExitCode, sample.Resume().Error));
        }
    }

    [Fact]
    public void A_file_cut_off_anywhere_is_refused_or_read_to_the_end()
    {
        using var sample = new SampleResults();
        foreach (byte[] good in new[] { sample.Finished, sample.Interrupted })
        {
            for (int length = 1; length < good.Length; length += Math.Max(good.Length / 40, 1) | 1)
                Try(sample, good[..length], "cut to " + length);
            foreach (int pages in Enumerable.Range(1, (good.Length / PageBytes) - 1).Where(pages => pages < 6 || pages % 7 == 0))
                Try(sample, good[..(pages * PageBytes)], $"cut to {pages} pages");
        }
    }

    [Theory]
    [InlineData(1, 4096)]
    [InlineData(2, 64)]
    [InlineData(3, 3)]
    public void A_damaged_page_is_refused_or_not_met(int seed, int most)
    {
        using var sample = new SampleResults();
        var random = new Random(seed);
        for (int i = 0; i < 50; i++)
        {
            byte[] damaged = [.. i % 2 == 0 ? sample.Finished : sample.Interrupted];
            int at = random.Next(damaged.Length / PageBytes) * PageBytes;
            int first = at + random.Next(PageBytes - most + 1);
            random.NextBytes(damaged.AsSpan(first, most));
            Try(sample, damaged, $"bytes {first} to {first + most} changed");
        }
    }

    [Fact]
    public void A_refused_resumption_changes_nothing()
    {
        using var sample = new SampleResults();
        foreach (byte[] good in new[] { sample.Finished, sample.Interrupted })
        {
            sample.Put(good);
            string message = Refused.For(Tool.Run("run", sample.Scenario, "--out", sample.Path, "--resume", "--seed", "2"), "hostile.db");
            Assert.Contains("its seed is 1; asked for is 2. Give what it was started with, or another --out.", message, StringComparison.Ordinal);
            Assert.Equal(good, File.ReadAllBytes(sample.Path));
        }
    }

    /// <summary>Each is a fault that SQLite itself does not see.</summary>
    [Theory]
    [InlineData("UPDATE experiment SET seed = 'one'")]
    [InlineData("UPDATE experiment SET seed = -1")]
    [InlineData("UPDATE experiment SET seed = x'00ff'")]
    [InlineData("UPDATE experiment SET started_at = 'yesterday'")]
    [InlineData("UPDATE experiment SET finished_at = 'never'")]
    [InlineData("UPDATE experiment SET replicates = -3")]
    [InlineData("UPDATE experiment SET replicates = 4")]
    [InlineData("UPDATE experiment SET replicates = 0")]
    [InlineData("UPDATE experiment SET replicates = 99999999999")]
    [InlineData("UPDATE experiment SET replicates = 'many'")]
    [InlineData("UPDATE experiment SET generations = 99999999999")]
    [InlineData("UPDATE experiment SET scenario = x'ff'")]
    [InlineData("UPDATE ecosystem SET status = 'asleep'")]
    [InlineData("UPDATE ecosystem SET status = 7")]
    [InlineData("UPDATE ecosystem SET generation = 99999999999, status = 'failed'")]
    [InlineData("UPDATE ecosystem SET generation = -1")]
    [InlineData("UPDATE ecosystem SET point = x'ff'")]
    [InlineData("UPDATE ecosystem SET id = id + 1000")]
    [InlineData("UPDATE ecosystem SET status = 'running'")]
    [InlineData("UPDATE ecosystem SET text_collapse = 'soon'")]
    [InlineData("DELETE FROM ecosystem WHERE id = 2")]
    [InlineData("DELETE FROM ecosystem")]
    [InlineData("DELETE FROM model")]
    [InlineData("DELETE FROM caption")]
    [InlineData("UPDATE model SET kind = 'sound'")]
    [InlineData("UPDATE text_metric_row SET gini_simpson = 'high'")]
    [InlineData("UPDATE image_metric_row SET generation = 'late'")]
    [InlineData("UPDATE dataset SET bytes = 5")]
    [InlineData("UPDATE ecosystem SET experiment_id = 7")]
    [InlineData("UPDATE dataset SET experiment_id = 'none'")]
    [InlineData("INSERT INTO experiment SELECT 2, name, scenario, seed, version, processor, started_at, NULL, generations, replicates FROM experiment")]
    [InlineData("INSERT INTO finding (finding, setting, name, kind, passed) VALUES ('C1', '', 'a', 'rumour', 1)")]
    [InlineData("INSERT INTO finding (finding, setting, name, kind, passed, level) VALUES ('C1', '', 'a', 'agreement', 'yes', 'high')")]
    [InlineData("UPDATE snapshot_row SET parameters = x''")]
    public void Values_that_make_no_sense_are_refused_or_not_met(string sql)
    {
        using var sample = new SampleResults();
        foreach (byte[] good in new[] { sample.Finished, sample.Interrupted })
            Try(sample, sample.Altered(good, sql), sql);
    }

    private static void Try(SampleResults sample, byte[] damaged, string what)
    {
        try
        {
            sample.Put(damaged);
            string? reading = Reading.Everything(sample.Path);
            AssertIsMessage(reading, sample.Path);
            AssertIsMessage(Reading.Exported(sample.Path), sample.Path);
            AssertIsMessage(Reading.Reported(sample.Path), sample.Path);
            Assert.Equal(damaged, File.ReadAllBytes(sample.Path));
            AssertIsMessage(Reading.ToGoOn(sample.Path), sample.Path);

            sample.Put(damaged);
            ToolResult result = sample.Resume();
            Assert.InRange(result.ExitCode, 0, 2);
            Assert.DoesNotContain("defect", result.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
            if (result.ExitCode == 2)
            {
                Refused.For(result, "hostile.db");
                Assert.Equal(damaged, File.ReadAllBytes(sample.Path));
            }
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"{what}: {e.GetType().Name}: {e.Message}", e);
        }
    }

    private static void AssertIsMessage(string? message, string path)
    {
        if (message is null)
            return;
        Assert.Contains(path, message, StringComparison.Ordinal);
        Assert.EndsWith(".", message, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", message, StringComparison.Ordinal);
    }
}
