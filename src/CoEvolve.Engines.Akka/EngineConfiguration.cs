using System.Globalization;
using Akka.Configuration;

namespace CoEvolve.Engines.Akka;

/// <summary>Where settings come from: what the caller says, then the user's HOCON, then akka.hocon, which travels inside this assembly, then Akka's own.</summary>
internal static class EngineConfiguration
{
    /// <summary>The dispatcher of all actors that compute.</summary>
    public const string ModelDispatcher = "coevolve.model-dispatcher";

    /// <summary>The dispatcher of those that wait for a database.</summary>
    public const string StoreDispatcher = "coevolve.store-dispatcher";

    /// <summary>Akka's own, for what must not wait behind computation.</summary>
    public const string InternalDispatcher = "akka.actor.internal-dispatcher";

    /// <summary>Into how many shards ecosystems fall.</summary>
    public const string Shards = "coevolve.sharding.shards";

    /// <summary>How many ecosystems are at work or in queues.</summary>
    public const string EcosystemsAwake = "coevolve.sharding.ecosystems-awake";

    /// <summary>How many shards a look may move.</summary>
    public const string RebalanceLimit = "coevolve.sharding.rebalance-absolute-limit";

    /// <summary>Which part of all shards a look may move.</summary>
    public const string RebalanceShare = "coevolve.sharding.rebalance-relative-limit";

    private const string Listening = "akka.remote.dot-netty.tcp.hostname";

    private static readonly Lazy<string> Shipped = new(Read);

    /// <summary>The text of akka.hocon as it was shipped.</summary>
    public static string ShippedText => Shipped.Value;

    /// <summary>Returns if the user's HOCON can be read, and its numbers are possible.</summary>
    /// <exception cref="ConfigurationException">It cannot; the message says why.</exception>
    public static void Check(string own) => Check(Files(own));

    /// <summary>For one process alone: no cluster, no network.</summary>
    /// <exception cref="ConfigurationException">The user's HOCON cannot be read.</exception>
    public static Config Local(string? own, int parallel) =>
        Parse($"akka.actor.provider = local\n{Threads(parallel)}").WithFallback(Files(own));

    /// <summary>For a node of a cluster.</summary>
    /// <exception cref="ConfigurationException">The user's HOCON cannot be read, or a number is not possible.</exception>
    /// <exception cref="ArgumentException">A seed is no host:port.</exception>
    public static Config Node(ClusterNodeOptions options)
    {
        var own = new List<string> { Threads(NodeServices.PlacesOf(options)) };
        if (options.Host is { } host)
        {
            own.Add($"akka.remote.dot-netty.tcp.public-hostname = \"{host}\"");
            if (options.Configuration is not { } text || !Parse(text).HasPath(Listening))
                own.Add($"{Listening} = \"{host}\"");
        }

        if (options.Port is { } port)
            own.Add(string.Create(CultureInfo.InvariantCulture, $"akka.remote.dot-netty.tcp.port = {port}"));
        if (options.Seeds is { } seeds)
            own.Add($"akka.cluster.seed-nodes = [{string.Join(", ", seeds.Select(seed => $"\"akka.tcp://coevolve@{NodeAddress.Check(seed)}\""))}]");
        Config files = Files(options.Configuration);
        own.Add($"akka.cluster.roles = [{string.Join(", ", files.GetStringList("akka.cluster.roles").Append(RoleOf(options)).Select(role => $"\"{role}\""))}]");
        Config config = Parse(string.Join('\n', own)).WithFallback(files);
        Check(config);
        return config;
    }

    /// <summary>The role of nodes on which ecosystems of a version live.</summary>
    public static string RoleOf(ClusterNodeOptions options) => $"coevolve-{options.Version}";

    // Of actors that compute as many as places; of those that wait for the store one for each place, one for the starter, one to spare.
    private static string Threads(int parallel) => string.Create(CultureInfo.InvariantCulture, $$"""
        coevolve.model-dispatcher.threads = {{parallel}}
        coevolve.store-dispatcher.dedicated-thread-pool.thread-count = {{parallel + 2}}
        """);

    private static Config Files(string? own)
    {
        Config shipped = Parse(ShippedText);
        return own is null ? shipped : Parse(own).WithFallback(shipped);
    }

    private static void Check(Config config)
    {
        Check(config, Shards, 1, 10_000);
        Check(config, EcosystemsAwake, 1, 1_000_000);
        Check(config, RebalanceLimit, 0, 10_000);
        Check(config, RebalanceShare, 0, 1);
    }

    private static void Check(Config config, string key, double least, double most)
    {
        string text = config.GetString(key, "");
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) || !(value >= least && value <= most))
            throw new ConfigurationException(string.Create(CultureInfo.InvariantCulture, $"{key} is '{text}'; allowed is {least} to {most}."));
    }

    private static Config Parse(string text)
    {
        try
        {
            return ConfigurationFactory.ParseString(text);
        }
        catch (Exception e) when (e is not (ConfigurationException or OutOfMemoryException))
        {
            // The parser throws whatever it stumbles over.
            throw new ConfigurationException(e.Message, e);
        }
    }

    private static string Read()
    {
        using Stream stream = typeof(EngineConfiguration).Assembly.GetManifestResourceStream("akka.hocon")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
