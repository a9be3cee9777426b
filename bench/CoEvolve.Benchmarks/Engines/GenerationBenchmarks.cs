using BenchmarkDotNet.Attributes;

namespace CoEvolve.Benchmarks;

/// <summary>Time and allocated memory a generation of whole ecosystems, on the local engine and one thread.</summary>
/// <remarks>
/// At the start every ecosystem runs from generation 0 for as many generations as in docs/performance.md, and its buffers
/// still grow: that is what is allocated. Late it goes on and on from <see cref="Moment.LateGeneration"/>, and must allocate
/// nothing.
/// </remarks>
[MemoryDiagnoser]
public class GenerationBenchmarks
{
    // Replicates are as many as take a tenth of a second together.
    private const int SmallReplicates = 200, SmallGenerations = 100;
    private const int MediumReplicates = 16, MediumGenerations = 100;
    private const int LargeReplicates = 2, LargeGenerations = 10;
    private const int WideReplicates = 16, WideGenerations = 50;
    private const int PerfectReplicates = 1000, PerfectGenerations = 100;

    private Ensemble? _ensemble;

    /// <summary>When is measured.</summary>
    [ParamsAllValues]
    public Stage Stage { get; set; }

    /// <summary>Opens <see cref="Small"/>.</summary>
    [GlobalSetup(Target = nameof(Small))]
    public void OpenSmall() => Open(Work.Small, SmallReplicates);

    /// <summary>Opens <see cref="Medium"/>.</summary>
    [GlobalSetup(Target = nameof(Medium))]
    public void OpenMedium() => Open(Work.Medium, MediumReplicates);

    /// <summary>Opens <see cref="Large"/>.</summary>
    [GlobalSetup(Target = nameof(Large))]
    public void OpenLarge() => Open(Work.Large, LargeReplicates);

    /// <summary>Opens <see cref="Wide"/>.</summary>
    [GlobalSetup(Target = nameof(Wide))]
    public void OpenWide() => Open(Work.Wide, WideReplicates);

    /// <summary>Opens <see cref="SmallPerfectReader"/>.</summary>
    [GlobalSetup(Target = nameof(SmallPerfectReader))]
    public void OpenSmallPerfectReader() => Open(Work.SmallPerfectReader, PerfectReplicates);

    /// <summary>Begins anew where the start is measured.</summary>
    [IterationSetup]
    public void Rewind()
    {
        if (Stage == Stage.Start)
            _ensemble!.Reopen();
    }

    /// <summary>A generation of <see cref="Work.Small"/>.</summary>
    [Benchmark(OperationsPerInvoke = SmallReplicates * SmallGenerations)]
    public void Small() => _ensemble!.Run(SmallGenerations);

    /// <summary>A generation of <see cref="Work.Medium"/>.</summary>
    [Benchmark(OperationsPerInvoke = MediumReplicates * MediumGenerations)]
    public void Medium() => _ensemble!.Run(MediumGenerations);

    /// <summary>A generation of <see cref="Work.Large"/>.</summary>
    [Benchmark(OperationsPerInvoke = LargeReplicates * LargeGenerations)]
    public void Large() => _ensemble!.Run(LargeGenerations);

    /// <summary>A generation of <see cref="Work.Wide"/>.</summary>
    [Benchmark(OperationsPerInvoke = WideReplicates * WideGenerations)]
    public void Wide() => _ensemble!.Run(WideGenerations);

    /// <summary>A generation of <see cref="Work.SmallPerfectReader"/>.</summary>
    [Benchmark(OperationsPerInvoke = PerfectReplicates * PerfectGenerations)]
    public void SmallPerfectReader() => _ensemble!.Run(PerfectGenerations);

    private void Open(Work work, int replicates)
    {
        _ensemble = new Ensemble(WorkSpecs.Of(work), replicates);
        if (Stage == Stage.Late)
            _ensemble.Run(Moment.LateGeneration);
    }
}
