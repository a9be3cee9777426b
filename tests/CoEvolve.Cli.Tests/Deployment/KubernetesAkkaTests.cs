using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace CoEvolve.Cli.Tests;

/// <summary>deploy/kubernetes/akka keeps what docs/akka.md promises. What holds for all nodes is in <see cref="KubernetesTests"/>.</summary>
public sealed class KubernetesAkkaTests
{
    private static readonly YamlNode Nodes = Manifests.Read(Manifests.Akka);
    private static readonly YamlNode Node = Manifests.Container(Manifests.Akka);
    private static readonly YamlNode Other = Manifests.Container("deployment.yaml");
    private static readonly YamlNode Service = Manifests.Read("akka/service.yaml");

    private static readonly string[] Probes = ["startupProbe", "livenessProbe", "readinessProbe"];

    [Fact]
    public void Its_nodes_are_of_its_engine_and_otherwise_like_all_nodes()
    {
        Assert.Equal("akka", Arguments.Of(Node.Texts("args"), "--engine"));
        Assert.Equal(Other.Texts("args"), Node.Texts("args").Where(argument => argument is not ("--engine" or "akka")));
        Assert.All([.. Probes, "resources", "securityContext"], key => Assert.Equal(Other.At(key), Node.At(key)));
        YamlNode otherPod = Manifests.Read("deployment.yaml").At("spec", "template", "spec"), pod = Nodes.At("spec", "template", "spec");
        Assert.All(["serviceAccountName", "enableServiceLinks", "securityContext"], key => Assert.Equal(otherPod.At(key), pod.At(key)));
        Assert.Equal(Manifests.Kustomization("deployment.yaml").Text("namespace"), Manifests.Kustomization(Manifests.Akka).Text("namespace"));
        Assert.Equal(Manifests.ValueOf("COEVOLVE_STORE", "deployment.yaml"), Manifests.ValueOf("COEVOLVE_STORE", Manifests.Akka));
    }

    [Fact]
    public void Each_has_a_name_that_stays_from_a_service_that_has_no_address()
    {
        Assert.Equal(Service.Text("metadata", "name"), Nodes.Text("spec", "serviceName"));
        Assert.Equal("None", Service.Text("spec", "clusterIP"));
        // A node is ready once it is at work, and must be found before.
        Assert.Equal("true", Service.Text("spec", "publishNotReadyAddresses"));
        Assert.Equal("Parallel", Nodes.Text("spec", "podManagementPolicy"));
        YamlNode labels = Nodes.At("spec", "template", "metadata", "labels");
        Assert.Equal([labels, labels], [Nodes.At("spec", "selector", "matchLabels"), Service.At("spec", "selector")]);
        YamlNode port = Assert.Single(Service.Items("spec", "ports")), container = Assert.Single(Node.Items("ports"), port => port.Text("name") == "remoting");
        Assert.Equal(port.Text("targetPort"), container.Text("name"));
        Assert.Equal([port.Text("port"), port.Text("port")], [container.Text("containerPort"), Manifests.ValueOf("COEVOLVE_AKKA_PORT", Manifests.Akka)]);
    }

    [Fact]
    public void The_first_two_are_seeds_by_the_names_that_they_give_themselves()
    {
        string first = Manifests.ValueOf("COEVOLVE_AKKA_HOST", Manifests.Akka), name = Nodes.Text("metadata", "name");
        Assert.Equal($"{name}-0.{Service.Text("metadata", "name")}", first);
        string port = Manifests.ValueOf("COEVOLVE_AKKA_PORT", Manifests.Akka);
        string[] seeds = Manifests.ValueOf("COEVOLVE_AKKA_SEEDS", Manifests.Akka).Split(',');
        Assert.Equal([$"{first}:{port}", $"{first.Replace(name + "-0", name + "-1", StringComparison.Ordinal)}:{port}"], seeds);
        Assert.True(int.Parse(Nodes.Text("spec", "replicas"), CultureInfo.InvariantCulture) > seeds.Length);
    }

    [Fact]
    public void They_listen_at_all_addresses_by_the_file_that_containers_have_elsewhere()
    {
        string file = Manifests.ValueOf("COEVOLVE_AKKA_CONFIG", Manifests.Akka);
        YamlNode pod = Nodes.At("spec", "template", "spec"), mount = Assert.Single(Node.Items("volumeMounts"), mount => file.StartsWith(mount.Text("mountPath") + "/", StringComparison.Ordinal));
        YamlNode item = Assert.Single(Assert.Single(pod.Items("volumes"), volume => volume.Text("name") == mount.Text("name")).Items("configMap", "items"));
        Assert.Equal(file, $"{mount.Text("mountPath")}/{item.Text("path")}");
        string given = Assert.Single(Manifests.Kustomization(Manifests.Akka).Items("configMapGenerator").Single().Texts("literals"), literal => literal.StartsWith(item.Text("key") + "=", StringComparison.Ordinal));
        Assert.Equal(Arguments.ContainerSettings, given.Split('=', 2)[1]);
    }

    [Fact]
    public void Drains_take_one_at_a_time()
    {
        YamlNode budget = Manifests.Read("akka/poddisruptionbudget.yaml").At("spec");
        Assert.Equal("1", budget.Text("maxUnavailable"));
        Assert.Equal(Nodes.At("spec", "selector"), budget.At("selector"));
    }
}
