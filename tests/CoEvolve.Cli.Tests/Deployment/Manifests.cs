using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace CoEvolve.Cli.Tests;

/// <summary>The files of deploy/kubernetes, and what a cluster makes of them.</summary>
internal static partial class Manifests
{
    /// <summary>The nodes of the Akka.NET engine.</summary>
    public const string Akka = "akka/statefulset.yaml";

    /// <summary>One of them.</summary>
    public static YamlNode Read(string file) => YamlFile.Read("deploy", "kubernetes", file);

    /// <summary>The kustomization of its folder.</summary>
    public static YamlNode Kustomization(string file) => Read(Path.Combine(Path.GetDirectoryName(file)!, "kustomization.yaml"));

    /// <summary>The only container of its pods.</summary>
    public static YamlNode Container(string file) => Read(file).At("spec", "template", "spec", "containers", "0");

    /// <summary>A text of the container's with the values of its variables, as the cluster hands it over; of several pods to the first.</summary>
    public static string Expand(string text, string file) => Variable().Replace(text, name => ValueOf(name.Groups[1].Value, file));

    /// <summary>A variable's value: what the file says, or a ConfigMap, or a Secret as the example has it, or the pod's name.</summary>
    public static string ValueOf(string name, string file)
    {
        YamlNode variable = Assert.Single(Container(file).Items("env"), variable => variable.Text("name") == name);
        if (variable.Find("valueFrom", "configMapKeyRef", "key") is { } setting)
            return Kustomization(file).Items("configMapGenerator").Single().Texts("literals").Single(literal => literal.StartsWith(setting.Text() + "=", StringComparison.Ordinal)).Split('=', 2)[1];
        if (variable.Find("valueFrom", "secretKeyRef", "key") is { } secret)
            return Read("secret.example.yaml").Text("stringData", secret.Text());
        if (variable.Find("valueFrom", "fieldRef") is not { } field)
            return Expand(variable.Text("value"), file);
        Assert.Equal("metadata.name", field.Text("fieldPath"));
        return Read(file).Text("metadata", "name") + "-0";
    }

    /// <summary>$(NAME), in arguments and values.</summary>
    [GeneratedRegex(@"\$\((\w+)\)")]
    public static partial Regex Variable();
}
