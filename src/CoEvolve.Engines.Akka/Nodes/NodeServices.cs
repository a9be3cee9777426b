using Akka.Actor;
using Akka.Actor.Setup;
using CoEvolve.Actors;

namespace CoEvolve.Engines.Akka;

/// <summary>What the actors of a node share: the store, the specs, how to work. Given to the actor system when it starts. Thread-safe.</summary>
internal sealed class NodeServices : Setup, IDisposable
{
    private readonly TaskCompletionSource<StoreException> _failure = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _leaving = new();

    public NodeServices(INamedRunStore store, Func<ClaimedEcosystem, EcosystemSpec> specOf, ClusterNodeOptions options)
    {
        Store = store;
        SpecOf = specOf;
        Options = options;
    }

    /// <summary>Has the work, and takes the results.</summary>
    public INamedRunStore Store { get; }

    /// <summary>What is fixed of an ecosystem.</summary>
    public Func<ClaimedEcosystem, EcosystemSpec> SpecOf { get; }

    /// <summary>How the node works.</summary>
    public ClusterNodeOptions Options { get; }

    /// <summary>One more than compute at a time: while one waits for the store, another computes.</summary>
    public int Places => PlacesOf(Options);

    /// <summary>Helps with work that actors divide. Nobody lends a thread here, so whoever divides does all parts.</summary>
    public WorkCrew Crew { get; } = new(1);

    /// <summary>What the node has done.</summary>
    public RunProgress Progress { get; } = new();

    /// <summary>Cancelled when the node is about to leave: nobody waits for the store any more.</summary>
    public CancellationToken Leaving => _leaving.Token;

    /// <summary>Ends with what the store said when it failed for good.</summary>
    public Task<StoreException> Failure => _failure.Task;

    /// <summary>How many places a node has.</summary>
    public static int PlacesOf(ClusterNodeOptions options) => options.Parallel + 1;

    /// <summary>Those of a node's actor system; null in one that is no node's.</summary>
    public static NodeServices? Of(ActorSystem system) => system.Settings.Setup.Get<NodeServices>() is { HasValue: true, Value: var services } ? services : null;

    /// <summary>The store failed, and trying again would not help: the node has to end.</summary>
    public void Fail(StoreException cause) => _failure.TrySetResult(cause);

    /// <summary>The node is about to leave.</summary>
    public void Leave() => _leaving.Cancel();

    /// <inheritdoc/>
    public void Dispose() => _leaving.Dispose();
}
