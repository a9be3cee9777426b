using CoEvolve.Actors;
using CoEvolve.Actors.Tests;

namespace CoEvolve.Engines.Tests;

[Collection(nameof(Alone))]
public sealed class AllocationTests
{
    private const int WarmUp = 2, Measured = 200;

    public static TheoryData<string> Names => Ecosystems.Names;

    /// <remarks>
    /// Messages, envelopes and buffers are made once, in the first generation.
    /// </remarks>
    [Theory]
    [MemberData(nameof(Names))]
    public void A_generation_in_steady_state_allocates_nothing(string ecosystem) => AssertNothingAllocated(ecosystem, pulse: null);

    [Theory]
    [MemberData(nameof(Names))]
    public void With_a_pulse_it_does_not_either(string ecosystem)
    {
        var pulse = new CountingPulse();
        AssertNothingAllocated(ecosystem, pulse);
        Assert.True(pulse.Beats > 0);
    }

    private static void AssertNothingAllocated(string ecosystem, IPulse? pulse)
    {
        EcosystemPlan plan = Ecosystems.Plan(ecosystem) with { Generations = 1000, Recording = new RecordingSpec(0, captions: false, snapshots: []) };
        EcosystemSpec spec = plan.ToSpec();
        using IEcosystemHost host = new LocalEngine().Open(spec, EcosystemCheckpoint.Initial(spec, replicate: 1), new NoSink(), pulse);
        host.RunUntil(WarmUp);
        long before = GC.GetAllocatedBytesForCurrentThread();
        host.RunUntil(WarmUp + Measured);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
