using System.Net;
using System.Net.Sockets;
using CoEvolve.Cli;
using CoEvolve.Cluster.Tests;
using CoEvolve.Postgres.Testing;

namespace CoEvolve.Engines.Akka.Tests;

/// <summary>What a node is told wrongly: one message, exit code 2, before any work.</summary>
public sealed class NodeArgumentTests : IDisposable
{
    private const string Nowhere = "postgres://nobody@127.0.0.1:1/none";

    private readonly ProcessFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--akka-port 70000", "--akka-port is '70000'; allowed is 0 to 65535.")]
    [InlineData("--akka-port x", "--akka-port is 'x'; allowed is 0 to 65535.")]
    [InlineData("--akka-host a/b", "--akka-host is 'a/b'; it must be the name or address of this machine")]
    [InlineData("--akka-seeds 127.0.0.1", "--akka-seeds has '127.0.0.1'; allowed is host:port,host:port")]
    [InlineData("--akka-seeds a:1,b:0", "--akka-seeds has 'b:0'")]
    [InlineData("--akka-seeds a:1,", "--akka-seeds has ''")]
    [InlineData("--akka-config nowhere.hocon", "--akka-config is 'nowhere.hocon', which cannot be read")]
    public void A_wrong_argument_is_refused(string arguments, string says) =>
        Assert.StartsWith($"error: {says}", Refused(["node", "--engine", "akka", "--store", Nowhere, .. arguments.Split(' ')]), StringComparison.Ordinal);

    [Theory]
    [InlineData("coevolve.sharding.shards = 0", "coevolve.sharding.shards is '0'; allowed is 1 to 10000.")]
    [InlineData("coevolve { sharding { ecosystems-awake = many } }", "coevolve.sharding.ecosystems-awake is 'many'; allowed is 1 to 1000000.")]
    [InlineData("akka.cluster = ${nowhere.to.be.found}", "nowhere.to.be.found")]
    public void A_configuration_that_cannot_be_used_is_refused(string hocon, string says)
    {
        string file = _folder.File("bad.hocon");
        File.WriteAllText(file, hocon);
        string said = Refused(["node", "--engine", "akka", "--store", Nowhere, "--akka-config", file]);
        Assert.StartsWith($"error: --akka-config is '{file}', which cannot be used: ", said, StringComparison.Ordinal);
        Assert.Contains(says, said, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_of_this_engine_are_refused_with_another() =>
        Assert.Equal(
            "error: --akka-port is for nodes of an Akka.NET cluster. Give --engine akka too, or leave it out.",
            Refused(["node", "--store", Nowhere, "--akka-port", "4053"]));

    [Fact]
    public void A_file_is_no_store_for_a_cluster() =>
        Assert.Contains("a node needs a PostgreSQL database", Refused(["node", "--engine", "akka", "--store", _folder.File("a.db")]), StringComparison.Ordinal);

    [PostgresFact]
    public void A_port_that_is_taken_is_refused_with_the_remedy()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        using PostgresDatabase database = SharedPostgres.CreateDatabase();
        string said = Refused(["node", "--engine", "akka", "--store", database.Address, "--akka-port", $"{((IPEndPoint)taken.LocalEndpoint).Port}"]);
        Assert.Contains("error: Akka.NET cannot start: ", said, StringComparison.Ordinal);
        Assert.Contains("Give another --akka-host, --akka-port or --akka-config.", said, StringComparison.Ordinal);
    }

    private static string Refused(string[] arguments)
    {
        using StringWriter output = new(), error = new();
        // What is not refused would wait for a database that is not there.
        using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        int exitCode = CommandLine.Run(arguments, new Streams(output, TextWriter.Synchronized(error), Interactive: false), stop.Token);
        Assert.Equal((ExitCode.BadInput, ""), (exitCode, output.ToString()));
        return error.ToString().Trim();
    }
}
