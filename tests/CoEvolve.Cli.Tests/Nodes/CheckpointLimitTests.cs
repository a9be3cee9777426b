using CoEvolve.Actors;
using CoEvolve.Scenarios;

namespace CoEvolve.Cli.Tests;

/// <summary>With limits that small models exceed: one that exceeds PostgreSQL's takes a gigabyte of memory.</summary>
public sealed class CheckpointLimitTests
{
    private const string Plain = """
        generations: 3
        vocabulary: { captions: 10 }
        imageSpace: { dimension: 3, separation: 1 }

        """;

    private const string Swept = """
        generations: 3
        vocabulary: { captions: 10 }
        imageSpace: { separation: 1 }
        sweep:
          imageSpace.dimension: [2, 5, 3]

        """;

    // 10 integers; 10 shares; 10 means, factors and four integers.
    private const int SizeOfPlain = 40 + 80 + (10 * ((8 * (3 + 9)) + 16));

    [Fact]
    public void A_checkpoint_of_the_largest_size_may_be_stored_and_a_larger_one_is_refused()
    {
        ResolvedExperiment experiment = Read(Plain);
        CheckpointLimit.Check(experiment);
        CheckpointLimit.Check(experiment, SizeOfPlain);
        Assert.Equal(
            "a checkpoint with K = 10 captions in d = 3 dimensions has 1,240 bytes; a PostgreSQL database keeps 1,239 at most. Run it with --engine local, or with fewer captions or dimensions.",
            Assert.Throws<BadInputException>(() => CheckpointLimit.Check(experiment, SizeOfPlain - 1)).Message);
    }

    [Fact]
    public void Of_a_sweep_the_largest_point_is_named()
    {
        ResolvedExperiment experiment = Read(Swept);
        long second = EcosystemCheckpoint.SizeOf(experiment.Points[2].Spec);
        Assert.StartsWith(
            "point {\"imageSpace.dimension\":5}: a checkpoint with K = 10 captions in d = 5 dimensions has ",
            Assert.Throws<BadInputException>(() => CheckpointLimit.Check(experiment, second)).Message,
            StringComparison.Ordinal);
    }

    private static ResolvedExperiment Read(string scenario) => ScenarioFile.Read(scenario, "large", new StoredInputFiles([]));
}
