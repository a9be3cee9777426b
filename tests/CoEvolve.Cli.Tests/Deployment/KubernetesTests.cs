using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace CoEvolve.Cli.Tests;

/// <summary>deploy/kubernetes keeps what deploy/README.md promises.</summary>
public sealed partial class KubernetesTests
{
    private static readonly YamlNode Kustomization = Read("kustomization.yaml");
    private static readonly YamlNode Nodes = Read("deployment.yaml");
    private static readonly YamlNode Node = Nodes.At("spec", "template", "spec", "containers", "0");

    private static readonly string[] Accounts = ["runAsUser", "runAsGroup", "fsGroup"];

    public static TheoryData<string> WithPods => ["deployment.yaml", "submit.yaml"];

    [Fact]
    public void Every_file_is_applied_but_an_example_and_what_is_made_once_for_each_submission()
    {
        string[] apart = ["kustomization.yaml", "secret.example.yaml", "submit.yaml"];
        IEnumerable<string> there = Directory.GetFiles(Repository.Path("deploy", "kubernetes")).Select(file => Path.GetFileName(file)!);
        Assert.Equal(there.Except(apart).Order(StringComparer.Ordinal), Kustomization.Texts("resources").Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(WithPods))]
    public void No_pod_is_root_or_gains_rights_or_writes_to_its_image(string file)
    {
        YamlNode pod = Read(file).At("spec", "template", "spec");
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
        string[] keys = Read("secret.example.yaml").Keys("stringData");
        YamlNode pod = Read(file).At("spec", "template", "spec");
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
        foreach (Match variable in container.Texts("args").SelectMany(argument => Variable().Matches(argument)))
            Assert.Contains(variables, given => given.Text("name") == variable.Groups[1].Value);
    }

    [Theory]
    [MemberData(nameof(WithPods))]
    public void The_program_understands_what_pods_give_it(string file)
    {
        YamlNode container = Read(file).At("spec", "template", "spec", "containers", "0");
        Dictionary<string, string> variables = container.Items("env").ToDictionary(variable => variable.Text("name"), ValueOf);
        Arguments.AssertUnderstood(container.Texts("args").Select(argument => Variable().Replace(argument, name => variables[name.Groups[1].Value])));
    }

    [Fact]
    public void Settings_that_nodes_ask_for_are_given()
    {
        YamlNode map = Assert.Single(Kustomization.Items("configMapGenerator"));
        string[] given = [.. map.Texts("literals").Select(literal => literal.Split('=')[0])];
        YamlNode[] asked = [.. Node.Items("env").Select(variable => variable.Find("valueFrom", "configMapKeyRef")).OfType<YamlNode>()];
        Assert.Equal(given.Order(StringComparer.Ordinal), asked.Select(reference => reference.Text("key")).Order(StringComparer.Ordinal));
        Assert.All(asked, reference => Assert.Equal(map.Text("name"), reference.Text("name")));
    }

    [Fact]
    public void Images_are_pinned_to_this_version()
    {
        YamlNode image = Assert.Single(Kustomization.Items("images"));
        Assert.Equal(Node.Text("image"), image.Text("name"));
        Assert.Equal(Arguments.Version, image.Text("newTag"));
        Assert.Equal($"coevolve:{Arguments.Version}", Read("submit.yaml").Text("spec", "template", "spec", "containers", "0", "image"));
    }

    [Fact]
    public void Probes_ask_where_a_node_answers()
    {
        var url = new Uri(Arguments.Of(Node.Texts("args"), "--health-url"));
        Assert.Equal("0.0.0.0", url.Host);
        YamlNode port = Assert.Single(Node.Items("ports"));
        Assert.Equal($"{url.Port}", port.Text("containerPort"));
        foreach ((string probe, string path) in new[] { ("startupProbe", "/live"), ("livenessProbe", "/live"), ("readinessProbe", "/ready") })
        {
            Assert.Equal(path, Node.Text(probe, "httpGet", "path"));
            Assert.Equal(port.Text("name"), Node.Text(probe, "httpGet", "port"));
        }
    }

    [Fact]
    public void A_node_has_more_time_to_stop_than_the_two_seconds_it_needs() =>
        Assert.True(int.Parse(Nodes.Text("spec", "template", "spec", "terminationGracePeriodSeconds"), CultureInfo.InvariantCulture) > 2 * Arguments.SecondsToLeave);

    [Fact]
    public void Their_number_is_the_autoscalers_and_drains_leave_most_of_them()
    {
        YamlNode scaler = Read("horizontalpodautoscaler.yaml"), budget = Read("poddisruptionbudget.yaml");
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

    // What the cluster puts there, from the ConfigMap or from a Secret as the example has it.
    private static string ValueOf(YamlNode variable)
    {
        if (variable.Find("valueFrom", "configMapKeyRef", "key") is { } setting)
            return Kustomization.Items("configMapGenerator").Single().Texts("literals").Single(literal => literal.StartsWith(setting.Text() + "=", StringComparison.Ordinal)).Split('=', 2)[1];
        return variable.Find("valueFrom", "secretKeyRef", "key") is { } secret ? Read("secret.example.yaml").Text("stringData", secret.Text()) : variable.Text("value");
    }

    private static int Number(YamlNode scaler, string key) => int.Parse(scaler.Text("spec", key), CultureInfo.InvariantCulture);

    private static YamlNode Read(string file) => YamlFile.Read("deploy", "kubernetes", file);

    [GeneratedRegex(@"\$\((\w+)\)")]
    private static partial Regex Variable();
}
