using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace CoEvolve.Cli.Tests;

/// <summary>deploy/kubernetes keeps what deploy/README.md promises.</summary>
public sealed class KubernetesTests
{
    private static readonly YamlNode Nodes = Manifests.Read("deployment.yaml");
    private static readonly YamlNode Node = Manifests.Container("deployment.yaml");

    private static readonly string[] Accounts = ["runAsUser", "runAsGroup", "fsGroup"];

    public static TheoryData<string> WithNodes => ["deployment.yaml", Manifests.Akka];

    public static TheoryData<string> WithPods => [.. WithNodes, "submit.yaml"];

    [Theory]
    [MemberData(nameof(WithNodes))]
    public void Every_file_is_applied_but_an_example_and_what_is_made_once_for_each_submission(string file)
    {
        string[] apart = ["kustomization.yaml", "secret.example.yaml", "submit.yaml"];
        IEnumerable<string> there = Directory.GetFiles(Path.GetDirectoryName(Repository.Path("deploy", "kubernetes", file))!).Select(file => Path.GetFileName(file)!);
        Assert.Equal(there.Except(apart).Order(StringComparer.Ordinal), Manifests.Kustomization(file).Texts("resources").Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(WithPods))]
    public void No_pod_is_root_or_gains_rights_or_writes_to_its_image(string file)
    {
        YamlNode pod = Manifests.Read(file).At("spec", "template", "spec");
        YamlNode account = pod.At("securityContext");
        Assert.Equal("true", account.Text("runAsNonRoot"));
        Assert.Equal([Arguments.Account, Arguments.Account, Arguments.Account], Accounts.Select(key => account.Text(key)));
        Assert.Equal("RuntimeDefault", account.Text("seccompProfile", "type"));
        Assert.Equal("false", pod.Text("automountServiceAccountToken"));
        YamlNode container = Assert.Single(pod.Items("containers"));
        Assert.Equal("false", container.Text("securityContext", "allowPrivilegeEscalation"));
        Assert.Equal("true", container.Text("securityContext", "readOnlyRootFilesystem"));
        Assert.Equal(["ALL"], container.Texts("securityContext", "capabilities", "drop"));
        // What is not read-only is memory.
        foreach (string writable in container.Items("volumeMounts").Where(mount => mount.Find("readOnly") is null).Select(mount => mount.Text("name")))
            Assert.Equal("Memory", Assert.Single(pod.Items("volumes"), volume => volume.Text("name") == writable).Text("emptyDir", "medium"));
    }

    [Theory]
    [MemberData(nameof(WithPods))]
    public void Secrets_are_mounted_for_its_group_alone_and_hold_what_is_asked_of_them(string file)
    {
        string[] keys = Manifests.Read("secret.example.yaml").Keys("stringData");
        YamlNode pod = Manifests.Read(file).At("spec", "template", "spec");
        YamlNode container = pod.At("containers", "0"), volume = Assert.Single(pod.Items("volumes"), volume => volume.Find("secret") is not null);
        string secret = volume.Text("secret", "secretName");
        Assert.Equal(Convert.ToInt32("440", 8), int.Parse(volume.Text("secret", "defaultMode"), CultureInfo.InvariantCulture));
        string folder = Assert.Single(container.Items("volumeMounts"), mount => mount.Text("name") == volume.Text("name")).Text("mountPath");
        YamlNode[] variables = [.. container.Items("env")];
        string passwords = Assert.Single(variables, variable => variable.Text("name") == "PGPASSFILE").Text("value");
        Assert.Contains(passwords, keys.Select(key => $"{folder}/{key}"));
        YamlNode store = Assert.Single(variables, variable => variable.Find("valueFrom", "secretKeyRef") is not null).At("valueFrom", "secretKeyRef");
        Assert.Equal(secret, store.Text("name"));
        Assert.Contains(store.Text("key"), keys);
        Assert.Contains($"create secret generic {secret} ", File.ReadAllText(Repository.Path("deploy", "README.md")), StringComparison.Ordinal);
        // What an argument names is there.
        foreach (Match variable in container.Texts("args").SelectMany(argument => Manifests.Variable().Matches(argument)))
            Assert.Contains(variables, given => given.Text("name") == variable.Groups[1].Value);
    }

    [Theory]
    [MemberData(nameof(WithPods))]
    public void The_program_understands_what_pods_give_it(string file)
    {
        Arguments.AssertUnderstood(Manifests.Container(file).Texts("args").Select(argument => Manifests.Expand(argument, file)));
    }

    [Theory]
    [MemberData(nameof(WithNodes))]
    public void Settings_that_nodes_ask_for_are_given(string file)
    {
        YamlNode map = Assert.Single(Manifests.Kustomization(file).Items("configMapGenerator")), pod = Manifests.Read(file).At("spec", "template", "spec");
        string[] given = [.. map.Texts("literals").Select(literal => literal.Split('=')[0])];
        YamlNode[] asked = [.. Manifests.Container(file).Items("env").Select(variable => variable.Find("valueFrom", "configMapKeyRef")).OfType<YamlNode>()];
        YamlNode[] mounted = [.. pod.Items("volumes").Select(volume => volume.Find("configMap")).OfType<YamlNode>()];
        IEnumerable<string> keys = asked.Concat(mounted.SelectMany(volume => volume.Items("items"))).Select(reference => reference.Text("key"));
        Assert.Equal(given.Order(StringComparer.Ordinal), keys.Order(StringComparer.Ordinal));
        Assert.All(asked.Concat(mounted), reference => Assert.Equal(map.Text("name"), reference.Text("name")));
    }

    [Theory]
    [MemberData(nameof(WithNodes))]
    public void Images_are_pinned_to_this_version(string file)
    {
        YamlNode image = Assert.Single(Manifests.Kustomization(file).Items("images"));
        Assert.Equal(Manifests.Container(file).Text("image"), image.Text("name"));
        Assert.Equal(Arguments.Image(akka: file == Manifests.Akka), $"{image.Text("newName")}:{image.Text("newTag")}");
        Assert.Equal(Arguments.Image(akka: false), Manifests.Container("submit.yaml").Text("image"));
    }

    [Theory]
    [MemberData(nameof(WithNodes))]
    public void Probes_ask_where_a_node_answers(string file)
    {
        YamlNode node = Manifests.Container(file);
        var url = new Uri(Arguments.Of(node.Texts("args"), "--health-url"));
        Assert.Equal("0.0.0.0", url.Host);
        YamlNode port = Assert.Single(node.Items("ports"), port => port.Text("containerPort") == $"{url.Port}");
        foreach ((string probe, string path) in new[] { ("startupProbe", "/live"), ("livenessProbe", "/live"), ("readinessProbe", "/ready") })
        {
            Assert.Equal(path, node.Text(probe, "httpGet", "path"));
            Assert.Equal(port.Text("name"), node.Text(probe, "httpGet", "port"));
        }
    }

    [Theory]
    [InlineData("deployment.yaml", 2 * Arguments.SecondsToLeave)]
    [InlineData(Manifests.Akka, Arguments.SecondsToLeaveCluster)]
    public void A_node_has_more_time_to_stop_than_it_needs(string file, int seconds) =>
        Assert.True(int.Parse(Manifests.Read(file).Text("spec", "template", "spec", "terminationGracePeriodSeconds"), CultureInfo.InvariantCulture) > seconds);

    [Fact]
    public void Their_number_is_the_autoscalers_and_drains_leave_most_of_them()
    {
        YamlNode scaler = Manifests.Read("horizontalpodautoscaler.yaml"), budget = Manifests.Read("poddisruptionbudget.yaml");
        Assert.Equal(("Deployment", Nodes.Text("metadata", "name")), (scaler.Text("spec", "scaleTargetRef", "kind"), scaler.Text("spec", "scaleTargetRef", "name")));
        Assert.Null(Nodes.Find("spec", "replicas"));
        Assert.True(Number(scaler, "minReplicas") is >= 1 and var least && least < Number(scaler, "maxReplicas"));
        // The share of processor time is of what is requested, which must be what a busy node uses.
        Assert.Equal("cpu", scaler.Text("spec", "metrics", "0", "resource", "name"));
        Assert.Equal(Node.Text("resources", "limits", "cpu"), Node.Text("resources", "requests", "cpu"));
        // A share of at least one node may go: a budget that lets none go would block every drain.
        Assert.Matches("^[1-9][0-9]%$", budget.Text("spec", "maxUnavailable"));
        string label = Nodes.Text("spec", "template", "metadata", "labels", "app.kubernetes.io/name");
        Assert.Equal([label, label], new[] { budget.At("spec"), Nodes.At("spec") }.Select(spec => spec.Text("selector", "matchLabels", "app.kubernetes.io/name")));
    }

    private static int Number(YamlNode scaler, string key) => int.Parse(scaler.Text("spec", key), CultureInfo.InvariantCulture);
}
