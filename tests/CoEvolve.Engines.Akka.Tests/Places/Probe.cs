using System.Collections.Concurrent;
using Akka.Actor;

namespace CoEvolve.Engines.Akka.Tests;

/// <summary>An actor that a test speaks through: what it is sent, the test takes.</summary>
internal sealed class Probe
{
    private static readonly TimeSpan Generous = TimeSpan.FromMinutes(1);

    private readonly BlockingCollection<object> _received = [];

    public Probe(ActorSystem system) => Receiver = system.ActorOf(Props.CreateBy(new Maker<Ear>(() => new Ear(_received))));

    /// <summary>The actor.</summary>
    public IActorRef Receiver { get; }

    /// <summary>The next message.</summary>
    public object Receive() => _received.TryTake(out object? message, Generous) ? message : throw new TimeoutException("Nothing was sent within a minute.");

    /// <summary>The next message, if it comes soon; null if none does.</summary>
    public object? ReceiveSoon() => _received.TryTake(out object? message, TimeSpan.FromMilliseconds(300)) ? message : null;

    private sealed class Ear(BlockingCollection<object> received) : UntypedActor
    {
        protected override void OnReceive(object message) => received.Add(message);
    }
}
