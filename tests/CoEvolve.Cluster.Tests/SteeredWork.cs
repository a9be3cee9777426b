using System.Globalization;
using CoEvolve.Actors;
using CoEvolve.Store;

namespace CoEvolve.Cluster.Tests;

/// <summary>What is computed while somebody steers, and how.</summary>
internal static class SteeredWork
{
    private const int Points = 2;
    private const int Replicates = 12;

    /// <summary>Two dozen ecosystems of about a second each, on a core of 2025.</summary>
    public static string OfAFewSeconds { get; } = string.Create(CultureInfo.InvariantCulture, $$"""
        name: work
        seed: 9
        replicates: {{Replicates}}
        generations: 150000
        vocabulary: { captions: 6 }
        textModel: { captionsPerGeneration: 100 }
        corpus: { captionsPerGeneration: 4 }
        userContent: { imagesPerCaption: 1 }
        record: { every: 2500, captions: true, snapshots: [0, 150000] }
        sweep:
          imageModel.learningRate: [1, 0.5]

        """);

    /// <summary>So many ecosystems that no test lives long enough for.</summary>
    public static string Endless(int ecosystems) => string.Create(CultureInfo.InvariantCulture, $$"""
        name: work
        replicates: {{ecosystems}}
        generations: 10000000
        vocabulary: { captions: 10 }
        textModel: { captionsPerGeneration: 500 }
        record: { every: 1000, captions: false }

        """);

    /// <summary>All, a point, or one ecosystem of <see cref="OfAFewSeconds"/>.</summary>
    public static CommandTarget Target(Random random) => random.Next(3) switch
    {
        0 => new CommandTarget(),
        1 => new CommandTarget(Point: random.Next(1, Points + 1)),
        _ => new CommandTarget(Ecosystem: random.Next(1, (Points * Replicates) + 1)),
    };

    /// <summary>Any command, but seldom one that ends an ecosystem.</summary>
    public static SteeringCommand Command(Random random) => random.Next(12) switch
    {
        0 or 1 => new PauseCommand(),
        2 or 3 => new ResumeCommand(),
        4 => new StepCommand(random.Next(1, 20_000)),
        5 => new SetCommand(SteeredSetting.TextFrozen, random.Next(2)),
        6 => new SetCommand(SteeredSetting.ImageFrozen, random.Next(2)),
        7 => new SetCommand(SteeredSetting.TextLearningRate, random.Next(1, 5) / 4.0),
        8 => new SetCommand(SteeredSetting.CorpusCaptions, random.Next(8)),
        9 => new SetCommand(SteeredSetting.UserImages, random.Next(3)),
        10 => new InjectCommand(random.Next(1, 50), random.Next(4)),
        _ => random.Next(4) == 0 ? new StopCommand() : new SetCommand(SteeredSetting.ImageLearningRate, random.Next(1, 5) / 4.0),
    };
}
