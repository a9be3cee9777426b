using BenchmarkDotNet.Attributes;
using CoEvolve.Core;

namespace CoEvolve.Benchmarks;

/// <summary>
/// What share of a small generation its messages take: the ratio of a generation with hardly any mathematics, K = d = N = 1,
/// to one of <see cref="Work.Small"/>.
/// </summary>
/// <remarks>
/// The smallest generation bounds the share from above: it has the messages of a generation with a perfect reader, one fewer
/// than with a soft one, and a draw, a sample and a training of one caption besides. Among frozen models nothing is sampled,
/// read or trained, and there are two messages fewer again; what is left is the mailbox, the actors' bookkeeping and the
/// coordinator's measures.
/// </remarks>
public class MailboxLoopBenchmarks
{
    private const int SmallReplicates = 200, SmallGenerations = 100;
    private const int SmallestReplicates = 1000, SmallestGenerations = 500;

    private Ensemble? _ensemble;

    /// <summary>Opens <see cref="SmallGeneration"/>.</summary>
    [GlobalSetup(Target = nameof(SmallGeneration))]
    public void OpenSmall() => _ensemble = new Ensemble(WorkSpecs.Of(Work.Small), SmallReplicates);

    /// <summary>Opens <see cref="SmallestGeneration"/>.</summary>
    [GlobalSetup(Target = nameof(SmallestGeneration))]
    public void OpenSmallest() => _ensemble = new Ensemble(WorkSpecs.Make(1, 1, 1, ReaderKind.Perfect), SmallestReplicates);

    /// <summary>Opens <see cref="SmallestFrozenGeneration"/>.</summary>
    [GlobalSetup(Target = nameof(SmallestFrozenGeneration))]
    public void OpenSmallestFrozen() => _ensemble = new Ensemble(WorkSpecs.Make(1, 1, 1, ReaderKind.Perfect, frozen: true), SmallestReplicates);

    /// <summary>Begins anew at generation 0.</summary>
    [IterationSetup]
    public void Rewind() => _ensemble!.Reopen();

    /// <summary>The first hundred generations of <see cref="Work.Small"/>.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = SmallReplicates * SmallGenerations)]
    public void SmallGeneration() => _ensemble!.Run(SmallGenerations);

    /// <summary>K = 1, d = 1, N = 1, perfect reader.</summary>
    [Benchmark(OperationsPerInvoke = SmallestReplicates * SmallestGenerations)]
    public void SmallestGeneration() => _ensemble!.Run(SmallestGenerations);

    /// <summary>The same, and neither model learns.</summary>
    [Benchmark(OperationsPerInvoke = SmallestReplicates * SmallestGenerations)]
    public void SmallestFrozenGeneration() => _ensemble!.Run(SmallestGenerations);
}
