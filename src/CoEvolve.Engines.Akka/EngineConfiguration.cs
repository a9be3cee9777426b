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

    private static readonly Lazy<string> Shipped = new(Read);

    /// <summary>The text of akka.hocon as it was shipped.</summary>
    public static string ShippedText => Shipped.Value;

    /// <summary>For one process alone: no cluster, no network.</summary>
    public static Config Local(string? own, int parallel) =>
        Parse("akka.actor.provider = local").WithFallback(With(own, parallel));

    /// <summary>For a node of a cluster.</summary>
    /// <exception cref="ConfigurationException">The user's HOCON cannot be read.</exception>
    /// <exception cref="ArgumentException">A seed is no host:port.</exception>
    public static Config Node(ClusterNodeOptions options)
    {
        var own = new List<string>();
        if (options.Host is { } host)
            own.Add($"akka.remote.dot-netty.tcp.hostname = \"{host}\"");
        if (options.Port is { } port)
            own.Add(string.Create(CultureInfo.InvariantCulture, $"akka.remote.dot-netty.tcp.port = {port}"));
        if (options.Seeds is { } seeds)
            own.Add($"akka.cluster.seed-nodes = [{string.Join(", ", seeds.Select(seed => $"\"akka.tcp://coevolve@{NodeAddress.Check(seed)}\""))}]");
        Config rest = With(options.Configuration, options.Parallel);
        return own.Count == 0 ? rest : Parse(string.Join('\n', own)).WithFallback(rest);
    }

    private static Config With(string? own, int parallel)
    {
        // One for each place of a node, one for the starter, and one to spare.
        Config threads = Parse(string.Create(CultureInfo.InvariantCulture, $$"""
            coevolve.model-dispatcher.threads = {{parallel}}
            coevolve.store-dispatcher.dedicated-thread-pool.thread-count = {{parallel + 3}}
            """));
        Config shipped = threads.WithFallback(Parse(ShippedText));
        return own is null ? shipped : Parse(own).WithFallback(shipped);
    }

    private static Config Parse(string text) => ConfigurationFactory.ParseString(text);

    private static string Read()
    {
        using Stream stream = typeof(EngineConfiguration).Assembly.GetManifestResourceStream("akka.hocon")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
