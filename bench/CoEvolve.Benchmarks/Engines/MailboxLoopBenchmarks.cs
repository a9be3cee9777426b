using BenchmarkDotNet.Attributes;
using CoEvolve.Core;

namespace CoEvolve.Benchmarks;

/// <summary>
/// What share of a small generation its messages take, measured where there is hardly anything else: K = d = N = 1, perfect
/// reader.
/// </summary>
/// <remarks>
/// The mailbox costs what <see cref="SmallestGeneration"/> takes beyond <see cref="SmallestWithoutMailbox"/>, for 16 messages;
/// a generation with a soft reader has 17. All that belongs to messages, the actors' bookkeeping included, costs less than
/// <see cref="SmallestFrozenGeneration"/>, which has 14: nothing is sampled, read or trained there, but the coordinator still
/// measures. The ratios are to a generation of <see cref="Work.Small"/>.
/// </remarks>
public class MailboxLoopBenchmarks
{
    private const int SmallReplicates = 200, SmallGenerations = 100;
    private const int SmallestReplicates = 1000, SmallestGenerations = 500;

    private Ensemble? _ensemble;
    private MessageReplay? _replay;

    /// <summary>Opens <see cref="SmallGeneration"/>.</summary>
    [GlobalSetup(Target = nameof(SmallGeneration))]
    public void OpenSmall() => _ensemble = new Ensemble(WorkSpecs.Of(Work.Small), SmallReplicates);

    /// <summary>Opens <see cref="SmallestGeneration"/>.</summary>
    [GlobalSetup(Target = nameof(SmallestGeneration))]
    public void OpenSmallest() => _ensemble = new Ensemble(WorkSpecs.Make(1, 1, 1, ReaderKind.Perfect), SmallestReplicates);

    /// <summary>Opens <see cref="SmallestWithoutMailbox"/>.</summary>
    [GlobalSetup(Target = nameof(SmallestWithoutMailbox))]
    public void RecordSmallest() => _replay = new MessageReplay(WorkSpecs.Make(1, 1, 1, ReaderKind.Perfect));

    /// <summary>Opens <see cref="SmallestFrozenGeneration"/>.</summary>
    [GlobalSetup(Target = nameof(SmallestFrozenGeneration))]
    public void OpenSmallestFrozen() => _ensemble = new Ensemble(WorkSpecs.Make(1, 1, 1, ReaderKind.Perfect, frozen: true), SmallestReplicates);

    /// <summary>Begins anew at generation 0, where a generation depends on those before.</summary>
    [IterationSetup]
    public void Rewind() => _ensemble?.Reopen();

    /// <summary>The first hundred generations of <see cref="Work.Small"/>.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = SmallReplicates * SmallGenerations)]
    public void SmallGeneration() => _ensemble!.Run(SmallGenerations);

    /// <summary>K = 1, d = 1, N = 1, perfect reader.</summary>
    [Benchmark(OperationsPerInvoke = SmallestReplicates * SmallestGenerations)]
    public void SmallestGeneration() => _ensemble!.Run(SmallestGenerations);

    /// <summary>The same actors get the same messages in the same order, but from a list.</summary>
    [Benchmark(OperationsPerInvoke = SmallestReplicates * SmallestGenerations)]
    public void SmallestWithoutMailbox() => _replay!.Run(SmallestReplicates * SmallestGenerations / 2);

    /// <summary>As the smallest, and neither model learns.</summary>
    [Benchmark(OperationsPerInvoke = SmallestReplicates * SmallestGenerations)]
    public void SmallestFrozenGeneration() => _ensemble!.Run(SmallestGenerations);
}
