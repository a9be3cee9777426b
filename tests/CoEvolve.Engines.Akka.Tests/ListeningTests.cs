using Akka.Configuration;

namespace CoEvolve.Engines.Akka.Tests;

/// <summary>Where a node listens, and under which name others reach it: two settings, because in a container they differ.</summary>
public sealed class ListeningTests
{
    private const string Everywhere = "akka.remote.dot-netty.tcp.hostname = \"0.0.0.0\"";

    [Theory]
    [InlineData(null, null, "127.0.0.1", "")]
    [InlineData("node7", null, "node7", "node7")]
    [InlineData("node7", Everywhere, "0.0.0.0", "node7")]
    [InlineData(null, Everywhere + "\nakka.remote.dot-netty.tcp.public-hostname = \"node7\"", "0.0.0.0", "node7")]
    public void A_node_listens_at_its_own_name_unless_a_file_knows_better(string? host, string? file, string listens, string known)
    {
        Config tcp = EngineConfiguration.Node(new ClusterNodeOptions { Version = "1", Host = host, Configuration = file }).GetConfig("akka.remote.dot-netty.tcp");
        Assert.Equal((listens, known), (tcp.GetString("hostname"), tcp.GetString("public-hostname")));
    }
}
