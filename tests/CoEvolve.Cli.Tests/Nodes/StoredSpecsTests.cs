using CoEvolve.Engines;
using CoEvolve.Scenarios;

namespace CoEvolve.Cli.Tests;

public sealed class StoredSpecsTests
{
    private const string Scenario = """
        replicates: 2
        generations: 3
        vocabulary: { captions: 10 }

        """;

    private readonly ExperimentDefinition _definition = Definitions.Of(ScenarioFile.Read(Scenario, "stored", new StoredInputFiles([])));

    [Fact]
    public void A_failure_is_that_of_one_claim_and_the_next_reads_again()
    {
        int readings = 0;
        var specs = new StoredSpecs(_ => ++readings == 1 ? throw new InsufficientMemoryException() : _definition);
        Assert.Throws<InsufficientMemoryException>(() => specs.Of(Claimed(7)));
        Assert.Equal(3, specs.Of(Claimed(7)).Generations);
        Assert.Same(specs.Of(Claimed(7)), specs.Of(Claimed(7)));
        Assert.Equal(2, readings);
    }

    [Fact]
    public void Workers_that_ask_at_the_same_time_wait_for_one_reading()
    {
        int readings = 0;
        var specs = new StoredSpecs(_ =>
        {
            Interlocked.Increment(ref readings);
            return _definition;
        });
        Parallel.For(0, 32, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ => specs.Of(Claimed(7)));
        Assert.Equal(1, readings);
    }

    private static ClaimedEcosystem Claimed(long experiment) => new(1, experiment, Point: 0, Replicate: 1, Generation: 0, Checkpoint: null);
}
