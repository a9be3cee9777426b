using System.Text.Json;
using System.Text.RegularExpressions;
using CoEvolve.Measuring;

namespace CoEvolve.SideBySide.Tests;

public sealed partial class WorkTests
{
    [Theory]
    [InlineData("small", 8, 2, 200)]
    [InlineData("medium", 10, 16, 500)]
    [InlineData("large", 100, 16, 5000)]
    [InlineData("wide", 50, 8, 1000)]
    [InlineData("small-perfect-reader", 8, 2, 200)]
    public void A_row_has_the_size_that_its_name_stands_for(string name, int captions, int dimension, int images)
    {
        WorkRow row = WorkRow.Load(name);
        Assert.Equal((captions, dimension, images), (row.Captions, row.Dimension, row.Images));
        Assert.Equal(name == "small-perfect-reader", row.IsPerfect);
        Assert.Equal(row.Spec.Generations, row.Compared[^1]);
        Assert.Contains(name, WorkRow.Names);
    }

    [Fact]
    public void The_peer_finds_every_key_that_it_asks_for()
    {
        string json = PeerWork.Of(WorkRow.Load("small"), seed: 1, atLeastSeconds: 0).ToJson();
        HashSet<string> written = [.. JsonDocument.Parse(json).RootElement.EnumerateObject().Select(p => p.Name)];
        HashSet<string> asked = [.. KeyOfWork().Matches(File.ReadAllText(Tree.Path("bench", "peers", "numpy_peer.py"))).Select(m => m.Groups[1].Value)];
        Assert.Contains("initialFactors", asked);
        Assert.Subset(written, asked);
    }

    [Fact]
    public void The_peers_answer_is_read()
    {
        PeerResult result = PeerResult.FromJson("""{"seconds": 0.5, "processorSeconds": 0.75, "python": "3.11", "numpy": "1.24", "blasKernel": "Haswell", "metrics": [{"diversity": [1, 0.5]}]}""");
        Assert.Equal((0.5, 0.75), (result.Seconds, result.ProcessorSeconds));
        Assert.Equal([1, 0.5], result.Metrics[0]["diversity"]);
    }

    // N = 10, d = 2, three captions alive: 2·10·2 normals; 10·3 exponentials, and 2 for counts; 10·(3 + 3·6 + 3 + 2) multiply-adds.
    [Fact]
    public void A_soft_readers_work_is_counted_as_by_hand()
    {
        WorkRow row = WorkRow.Load("small", "textModel.captionsPerGeneration=10");
        Assert.Equal(new WorkCounts(4, 40, 32, 260), WorkCounts.Of(row, new ObservedRun([], Living: 3, Trained: 3)));
    }

    // d = 2, three captions alive, two trained: 2·(3 + 2) normals; 4 uniforms for chi-squares; 2·(3 + 4) multiply-adds.
    [Fact]
    public void A_perfect_readers_work_does_not_depend_on_the_number_of_images()
    {
        WorkRow row = WorkRow.Load("small-perfect-reader");
        Assert.Equal(new WorkCounts(8, 10, 2, 14), WorkCounts.Of(row, new ObservedRun([], Living: 3, Trained: 2)));
    }

    [Fact]
    public void An_observed_run_measures_every_replicate_at_the_compared_generations()
    {
        WorkRow row = WorkRow.Load("small", "replicates=3", "generations=10");
        ObservedRun run = ObservedRun.Of(row);
        Assert.Equal([1, 2, 10], row.Compared);
        Assert.Equal(row.Compared.Length, run.Metrics.Count);
        Assert.All(run.Metrics, m => Assert.All(ReplicateObserver.Names, name => Assert.Equal(3, m[name].Length)));
        Assert.InRange(run.Living, 1, 8);
        Assert.InRange(run.Metrics[0]["giniSimpson"][0], 0.5, 0.875);
    }

    [GeneratedRegex("work\\[\"([A-Za-z]+)\"\\]")]
    private static partial Regex KeyOfWork();
}
