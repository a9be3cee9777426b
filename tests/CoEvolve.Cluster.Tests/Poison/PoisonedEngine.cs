using System.Diagnostics;
using CoEvolve.Actors;
using CoEvolve.Engines;

namespace CoEvolve.Cluster.Tests;

/// <summary>An engine in which some ecosystems kill the process with kill -9; the others are computed by the engine inside.</summary>
internal sealed class PoisonedEngine(IEngine inside, IReadOnlyList<Poison> poisons) : IEngine
{
    public IEcosystemHost Open(EcosystemSpec spec, EcosystemCheckpoint checkpoint, IRecordSink sink, IPulse? pulse = null)
    {
        IEcosystemHost host = inside.Open(spec, checkpoint, sink, pulse);
        return poisons.FirstOrDefault(poison => poison.Replicate == checkpoint.Replicate) is { } poison ? new PoisonedHost(host, poison.Generation) : host;
    }

    public void Lend(CancellationToken recall) => inside.Lend(recall);

    private sealed class PoisonedHost(IEcosystemHost inside, int deadly) : IEcosystemHost
    {
        public int Generation => inside.Generation;

        public HaltReason Halt => inside.Halt;

        public void Apply(PendingCommand command) => inside.Apply(command);

        public void RunUntil(int generation)
        {
            inside.RunUntil(Math.Min(generation, deadly - 1));
            if (generation < deadly)
                return;
            using var self = Process.GetCurrentProcess();
            self.Kill();
            Thread.Sleep(Timeout.Infinite); // until the signal is there
        }

        public EcosystemCheckpoint TakeCheckpoint() => inside.TakeCheckpoint();

        public void Dispose() => inside.Dispose();
    }
}
