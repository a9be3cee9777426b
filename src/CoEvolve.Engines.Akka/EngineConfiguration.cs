using System.Globalization;
using Akka.Configuration;

namespace CoEvolve.Engines.Akka;

/// <summary>Where settings come from: what the caller says, then akka.hocon, which travels inside this assembly, then Akka's own.</summary>
internal static class EngineConfiguration
{
    /// <summary>The dispatcher of all actors that compute.</summary>
    public const string ModelDispatcher = "coevolve.model-dispatcher";

    /// <summary>The dispatcher of those that wait for a database.</summary>
    public const string StoreDispatcher = "coevolve.store-dispatcher";

    private static readonly Lazy<string> Shipped = new(Read);

    /// <summary>The text of akka.hocon as it was shipped.</summary>
    public static string ShippedText => Shipped.Value;

    /// <summary>For one process alone: no cluster, no network.</summary>
    public static Config Local(string? own, int parallel) =>
        Parse("akka.actor.provider = local").WithFallback(With(own, parallel));

    /// <summary>The settings, with as many threads as ecosystems run at a time.</summary>
    public static Config With(string? own, int parallel)
    {
        Config threads = Parse(string.Create(CultureInfo.InvariantCulture, $$"""
            coevolve.model-dispatcher.dedicated-thread-pool.thread-count = {{parallel}}
            coevolve.store-dispatcher.dedicated-thread-pool.thread-count = {{parallel + 1}}
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
