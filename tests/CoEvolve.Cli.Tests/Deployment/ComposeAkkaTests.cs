using YamlDotNet.RepresentationModel;

namespace CoEvolve.Cli.Tests;

/// <summary>The profile `akka` of docker-compose.yml keeps what docs/akka.md promises. What holds for all services is in <see cref="ComposeTests"/>.</summary>
public sealed class ComposeAkkaTests
{
    private static readonly YamlNode Services = YamlFile.Read("docker-compose.yml").At("services");

    private static readonly string[] Nodes = [.. Services.Keys().Where(name => Services.Find(name, "profiles") is { } profiles && profiles.Texts().Contains("akka"))];

    [Fact]
    public void Without_the_profile_nothing_of_it_is_built_or_started()
    {
        Assert.Equal(3, Nodes.Length);
        Assert.All(Nodes, name => Assert.Equal("true", Services.Text(name, "build", "args", "AKKA")));
        Assert.All(Services.Keys().Except(Nodes), name =>
        {
            Assert.Null(Services.Find(name, "build", "args"));
            Assert.Empty(Services.Find(name, "depends_on")?.AllKeys().Intersect(Nodes) ?? []);
            Assert.DoesNotContain("akka", Services.Find(name, "command")?.Texts() ?? []);
        });
    }

    [Fact]
    public void Its_nodes_are_of_its_engine_and_otherwise_like_all_nodes()
    {
        YamlNode other = Services.At("node");
        Assert.All(Nodes, name =>
        {
            YamlNode node = Services.At(name);
            Assert.Equal("akka", Arguments.Of(node.Texts("command"), "--engine"));
            Assert.Equal(other.Texts("command"), node.Texts("command").Where(argument => argument is not ("--engine" or "akka")));
            Assert.All(["healthcheck", "depends_on", "secrets", "restart"], key => Assert.Equal(other.At(key), node.At(key)));
            Assert.Equal(other.At("deploy", "resources"), node.At("deploy", "resources"));
            Assert.True(int.Parse(node.Text("stop_grace_period").TrimEnd('s'), System.Globalization.CultureInfo.InvariantCulture) > Arguments.SecondsToLeaveCluster);
        });
    }

    [Fact]
    public void Each_is_known_by_its_services_name_and_all_ask_the_same_two()
    {
        string port = Assert.Single(Nodes.Select(name => Services.Text(name, "environment", "COEVOLVE_AKKA_PORT")).Distinct());
        string seeds = Assert.Single(Nodes.Select(name => Services.Text(name, "environment", "COEVOLVE_AKKA_SEEDS")).Distinct());
        Assert.Equal(Nodes, Nodes.Select(name => Services.Text(name, "environment", "COEVOLVE_AKKA_HOST")));
        Assert.Equal(Nodes[..2].Select(name => $"{name}:{port}"), seeds.Split(','));
    }

    [Fact]
    public void They_listen_at_all_addresses_of_their_containers_and_at_no_port_of_this_machine() => Assert.All(Nodes, name =>
    {
        string file = Services.Text(name, "environment", "COEVOLVE_AKKA_CONFIG");
        string volume = Assert.Single(Services.Texts(name, "volumes"));
        Assert.Equal($"./deploy/akka/container.hocon:{file}:ro", volume);
        Assert.Equal("akka.remote.dot-netty.tcp.hostname = \"0.0.0.0\"", Arguments.ContainerSettings);
        Assert.Null(Services.Find(name, "ports"));
    });
}
