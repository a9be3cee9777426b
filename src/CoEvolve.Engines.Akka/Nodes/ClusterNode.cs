using System.Globalization;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Cluster;
using Akka.Cluster.Sharding;
using Akka.Cluster.Tools.Singleton;
using Akka.Configuration;
using CoEvolve.Actors;

namespace CoEvolve.Engines.Akka;

/// <summary>
/// One node of an Akka.NET cluster that runs the experiments of a store: ecosystems live on whichever node the cluster puts them, go on
/// elsewhere when it dies, and move when others join or leave. All that counts is in the store.
/// </summary>
public sealed class ClusterNode : IDisposable
{
    private const string SystemName = "coevolve";
    private const string TypeName = "ecosystem";

    private readonly ActorSystem _system;
    private readonly NodeServices _services;
    private readonly IActorRef _workplaces;

    private ClusterNode(ActorSystem system, NodeServices services, IActorRef workplaces)
    {
        _system = system;
        _services = services;
        _workplaces = workplaces;
    }

    /// <summary>Where other nodes reach it, as host:port.</summary>
    public string Address => Text(Cluster.Get(_system).SelfAddress);

    /// <summary>Nodes of the cluster that are up, as this one knows, this one included.</summary>
    public int Members => Cluster.Get(_system).State.Members.Count(member => member.Status == MemberStatus.Up);

    /// <summary>What it has done so far.</summary>
    public RunProgress Progress => _services.Progress;

    /// <summary>Ends when the node is no part of the cluster any more, because it left, or because the others took it for dead.</summary>
    public Task Terminated => _system.WhenTerminated;

    /// <summary>Ends with what the store said, if it failed for good.</summary>
    public Task<StoreException> StoreFailure => _services.Failure;

    /// <summary>Returns if a text can be a <see cref="ClusterNodeOptions.Configuration"/>.</summary>
    /// <exception cref="ConfigurationException">It is no HOCON; the message says why.</exception>
    public static void CheckConfiguration(string text) => EngineConfiguration.Check(text);

    /// <summary>Starts a node, which joins the cluster and begins to work by itself.</summary>
    /// <param name="store">Has the work, and takes the results; not disposed of with the node.</param>
    /// <param name="specOf">What is fixed of an ecosystem, by its experiment and point. Thread-safe.</param>
    /// <param name="options">How it works and where others find it.</param>
    /// <exception cref="ConfigurationException">The configuration cannot be read, or says something that is not possible.</exception>
    /// <exception cref="ArgumentException">A seed is no host:port.</exception>
    /// <exception cref="Exception">The node cannot listen where it was told to; what Akka.NET throws is inside.</exception>
    public static ClusterNode Start(INamedRunStore store, Func<ClaimedEcosystem, EcosystemSpec> specOf, ClusterNodeOptions options)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(specOf);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Parallel, 1);
        Config config = EngineConfiguration.Node(options);
        var services = new NodeServices(store, specOf, options);
        var system = ActorSystem.Create(SystemName, ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(config), services, new NodeLogSetup(options.Log ?? (_ => { }))));
        try
        {
            IActorRef workplaces = system.ActorOf(
                Props.CreateBy(new Maker<Workplaces>(() => new Workplaces(services))).WithDispatcher(EngineConfiguration.InternalDispatcher), "workplaces");
            var node = new ClusterNode(system, services, workplaces);
            node.Join();
            return node;
        }
        catch
        {
            system.Terminate().Wait();
            services.Dispose();
            throw;
        }
    }

    /// <summary>Has all slices end with the generation under way, and be stored; nothing new is begun. Ends when that is done.</summary>
    public Task EndSlices() => _workplaces.Ask<ClosedUp>(new CloseUp());

    /// <summary>Leaves the cluster: others take over what lives here, if there are any. Ends when the node is gone.</summary>
    public Task Leave()
    {
        _services.Leave();
        // The last one has nobody to hand its shards to, and would wait for somebody.
        ClusterEvent.CurrentClusterState state = Cluster.Get(_system).State;
        bool isLast = state.Members.Count - state.Unreachable.Count <= 1;
        return isLast ? _system.Terminate() : CoordinatedShutdown.Get(_system).Run(CoordinatedShutdown.ClusterLeavingReason.Instance);
    }

    /// <summary>Ends the node as it stands; others take it for dead, unless it has left before.</summary>
    public void Dispose()
    {
        _services.Leave();
        _system.Terminate().Wait();
        _system.Dispose();
        _services.Dispose();
    }

    private void Join()
    {
        Config config = _system.Settings.Config;
        int shards = config.GetInt(EngineConfiguration.Shards), mostAwake = config.GetInt(EngineConfiguration.EcosystemsAwake);
        string role = EngineConfiguration.RoleOf(_services.Options);
        IActorRef region = ClusterSharding.Get(_system).Start(
            typeName: TypeName,
            entityPropsFactory: name => Props.CreateBy(new Maker<EcosystemEntity>(() => new EcosystemEntity(EntityName.Read(name), _services, _workplaces))).WithDispatcher(EngineConfiguration.ModelDispatcher),
            settings: ClusterShardingSettings.Create(_system).WithRole(role),
            messageExtractor: new EcosystemExtractor(shards),
            allocationStrategy: ShardAllocationStrategy.LeastShardAllocationStrategy(config.GetInt(EngineConfiguration.RebalanceLimit), config.GetDouble(EngineConfiguration.RebalanceShare)),
            handOffStopMessage: LeaveShard.Instance);
        Props starter = Props.CreateBy(new Maker<Starter>(() => new Starter(_services, region, mostAwake))).WithDispatcher(EngineConfiguration.StoreDispatcher);
        _system.ActorOf(ClusterSingletonManager.Props(starter, PoisonPill.Instance, ClusterSingletonManagerSettings.Create(_system).WithRole(role)), "starter");

        // Whoever names no seeds begins a cluster of its own.
        var cluster = Cluster.Get(_system);
        // Nobody waits for a database any more in a node that is out.
        cluster.RegisterOnMemberRemoved(_services.Leave);
        if (cluster.Settings.SeedNodes.IsEmpty)
            cluster.Join(cluster.SelfAddress);
        else
            cluster.JoinSeedNodes(cluster.Settings.SeedNodes);
    }

    private static string Text(Address address) => string.Create(CultureInfo.InvariantCulture, $"{address.Host}:{address.Port}");
}
