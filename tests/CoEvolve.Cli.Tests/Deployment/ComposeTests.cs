using System.Text.RegularExpressions;
using CoEvolve.Store;
using YamlDotNet.RepresentationModel;

namespace CoEvolve.Cli.Tests;

/// <summary>docker-compose.yml keeps what deploy/README.md promises.</summary>
public sealed partial class ComposeTests
{
    private static readonly YamlNode Compose = YamlFile.Read("docker-compose.yml");

    private static readonly string[] Rights = ["privileged", "cap_add", "devices", "network_mode", "pid", "ipc"];
    private static readonly string[] Commands = ["command", "entrypoint"];

    public static TheoryData<string> Services => [.. Compose.Keys("services")];

    [Theory]
    [MemberData(nameof(Services))]
    public void No_service_is_root_or_gains_rights_or_writes_to_its_image(string name)
    {
        YamlNode service = Compose.At("services", name);
        Assert.Matches("^[1-9][0-9]*:[1-9][0-9]*$", service.Text("user"));
        Assert.Equal("true", service.Text("read_only"));
        Assert.Equal(["ALL"], service.Texts("cap_drop"));
        Assert.Equal(["no-new-privileges:true"], service.Texts("security_opt"));
        Assert.Contains(service.Texts("tmpfs"), folder => folder.StartsWith("/tmp:", StringComparison.Ordinal));
        Assert.All(Rights, key => Assert.Null(service.Find(key)));
        string[] volumes = service.Find("volumes") is null ? [] : service.Texts("volumes");
        Assert.All(volumes, volume => Assert.True(
            volume.EndsWith(":ro", StringComparison.Ordinal) || Compose.Keys("volumes").Contains(volume.Split(':')[0]), $"{volume} can be written, and is no volume of this file."));
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Images_are_pinned_and_that_of_the_program_is_of_this_version(string name)
    {
        YamlNode service = Compose.At("services", name);
        string image = service.Text("image");
        Assert.True(Arguments.IsPinned(image), $"{image} is not pinned.");
        if (service.Find("build") is not { } build)
            return;
        Assert.Equal(Arguments.Image(akka: build.Find("args", "AKKA")?.Text() == "true"), image);
        Assert.Equal($"{Arguments.Account}:{Arguments.Account}", service.Text("user"));
        Assert.True(File.Exists(Path.Combine(Repository.Root, build.Text("context"), build.Text("dockerfile"))));
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void What_stays_is_watched_and_started_again_and_what_ends_runs_on_demand_only(string name)
    {
        YamlNode service = Compose.At("services", name);
        if (service.Find("profiles") is { } profiles && profiles.Texts().Contains("tools"))
        {
            Assert.Equal("true", service.Text("healthcheck", "disable"));
            Assert.Null(service.Find("restart"));
            return;
        }

        Assert.Equal("CMD", service.Texts("healthcheck", "test")[0]);
        Assert.Equal("unless-stopped", service.Text("restart"));
        Assert.True(Seconds(service.Text("healthcheck", "timeout")) < Seconds(service.Text("healthcheck", "interval")));
        Assert.True(Seconds(service.Text("stop_grace_period")) > 2 * Arguments.SecondsToLeave);
    }

    [Fact]
    public void Three_nodes_are_asked_for_their_health_where_they_answer()
    {
        YamlNode node = Compose.At("services", "node");
        Assert.Equal("3", node.Text("deploy", "replicas"));
        string[] command = node.Texts("command");
        Assert.Equal("node", command[0]);
        var url = new Uri(Arguments.Of(command, "--health-url"));
        Assert.Equal("0.0.0.0", url.Host);
        Assert.Equal(["CMD", "healthy", $"{url.Port}", "/ready"], node.Texts("healthcheck", "test"));
        Assert.Equal("service_healthy", node.Text("depends_on", "database", "condition"));
    }

    [Fact]
    public void A_scenario_is_submitted_by_one_command_that_takes_more_arguments()
    {
        YamlNode submit = Compose.At("services", "submit");
        string[] entry = submit.Texts("entrypoint");
        Assert.Equal(["dotnet", "/app/coevolve.dll", "run"], entry[..3]);
        Assert.Equal("postgres", Arguments.Of(entry, "--engine"));
        Assert.Contains(submit.Text("command", "0"), ShippedNames());
        Assert.NotNull(submit.Find("depends_on", "node"));
    }

    [Fact]
    public void The_program_understands_what_services_give_it()
    {
        foreach (string service in Compose.Keys("services").Except(["database", "submit"]))
            Arguments.AssertUnderstood(Given(service, "command"));
        Arguments.AssertUnderstood([.. Given("submit", "entrypoint").Skip(2), .. Given("submit", "command"), "--set", "replicates=200"]);
    }

    [Fact]
    public void All_use_the_database_and_the_role_that_the_server_is_made_with()
    {
        string[] stores =
        [
            .. Compose.Keys("services").SelectMany(name => Commands.Select(key => Compose.Find("services", name, key)))
                .OfType<YamlSequenceNode>().SelectMany(list => list.Texts()).Where(text => text.StartsWith("postgres://", StringComparison.Ordinal)),
        ];
        Assert.Equal(Compose.Keys("services").Length - 1, stores.Length); // one for each but the server itself
        Assert.All(stores, store =>
        {
            Assert.Equal("database:5432/coevolve", StoreAddress.Parse(store).Name);
            Assert.Equal("coevolve", new Uri(store).UserInfo); // and no password
        });
        Assert.Equal(["127.0.0.1"], Compose.Texts("services", "database", "ports").Select(port => port.Split(':')[0]));
    }

    [Fact]
    public void Passwords_come_from_files_that_git_and_images_leave_out()
    {
        foreach (string name in Compose.Keys("services"))
        {
            YamlNode service = Compose.At("services", name);
            string[] secrets = service.Texts("secrets");
            foreach (string variable in service.AllKeys("environment").Where(variable => variable.Contains("PASS", StringComparison.Ordinal)))
            {
                Assert.EndsWith("FILE", variable, StringComparison.Ordinal);
                Assert.Contains(service.Text("environment", variable), secrets.Select(secret => "/run/secrets/" + secret));
            }

            Assert.Contains("pgpass", secrets);
        }

        Assert.All(Compose.Keys("secrets"), secret => Assert.Equal($"./deploy/secrets/{secret}", Compose.Text("secrets", secret, "file")));
        Assert.Contains("deploy/secrets/", File.ReadAllLines(Repository.Path(".gitignore")));
        Assert.DoesNotContain(File.ReadAllLines(Repository.Path(".dockerignore")), line => line is "!deploy" or "!deploy/secrets");
    }

    // As compose hands it over where no variable is set.
    private static IEnumerable<string> Given(string service, string key) =>
        Compose.Texts("services", service, key).Select(text => Default().Replace(text, match => match.Groups[1].Value));

    [GeneratedRegex(@"\$\{\w+:-([^}]*)\}")]
    private static partial Regex Default();

    private static IEnumerable<string?> ShippedNames() => Directory.GetFiles(Repository.Path("scenarios"), "*.yaml").Select(Path.GetFileNameWithoutExtension);

    private static int Seconds(string duration)
    {
        Assert.EndsWith("s", duration, StringComparison.Ordinal);
        return int.Parse(duration[..^1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
