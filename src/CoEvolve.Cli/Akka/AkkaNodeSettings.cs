namespace CoEvolve.Cli;

/// <summary>What the command line and the environment say about a node of an Akka.NET cluster; null where they say nothing.</summary>
/// <param name="Host">Under which others reach it.</param>
/// <param name="Port">On which it listens.</param>
/// <param name="Seeds">Nodes to ask for the cluster, as host:port.</param>
/// <param name="Configuration">The text of the user's HOCON file.</param>
internal sealed record AkkaNodeSettings(string? Host, int? Port, IReadOnlyList<string>? Seeds, string? Configuration);
