using System.Runtime.Versioning;
using Npgsql;

namespace CoEvolve.Postgres.Testing.Tests;

[SupportedOSPlatform("linux")]
public sealed class PrivateClusterTests : IDisposable
{
    private readonly PrivateCluster _cluster = new();

    public void Dispose() => _cluster.Dispose();

    [PostgresFact]
    public void Start_prints_the_same_address_whether_the_server_runs_was_stopped_or_was_killed()
    {
        string address = _cluster.Start();
        Assert.Matches("^postgres://coevolve@127\\.0\\.0\\.1:[0-9]+/coevolve$", address);
        PrivateCluster.Execute(address, "CREATE TABLE t (x bigint)");
        Assert.Equal(address, _cluster.Start());
        foreach (string end in (string[])["stop", "kill"])
        {
            PrivateCluster.Execute(address, "INSERT INTO t VALUES (1)");
            Assert.Equal((0, "", ""), _cluster.Run(end, _cluster.Folder));
            Assert.ThrowsAny<NpgsqlException>(() => PrivateCluster.Execute(address, "SELECT 1"));
            Assert.Equal((0, "", ""), _cluster.Run(end, _cluster.Folder));
            Assert.Equal(address, _cluster.Start());
        }

        Assert.Equal(2L, PrivateCluster.Execute(address, "SELECT count(*) FROM t"));
    }

    [PostgresFact]
    public void A_port_may_be_given_and_is_kept_and_is_refused_when_taken()
    {
        int port = LoopbackPort.FindFree();
        string address = _cluster.Start($"{port}");
        Assert.Equal($"postgres://coevolve@127.0.0.1:{port}/coevolve", address);
        Assert.Contains($"runs on port {port}; stop it first", Refusal("start", _cluster.Folder, "4711"), StringComparison.Ordinal);
        using var other = new PrivateCluster();
        Assert.Contains($"port {port} is taken", Refusal("start", other.Folder, $"{port}"), StringComparison.Ordinal);
        Assert.Equal(1, PrivateCluster.Execute(other.Start($"{LoopbackPort.FindFree()}"), "SELECT 1"));
        _cluster.Run("stop", _cluster.Folder);
        Assert.Equal(address, _cluster.Start());
    }

    [PostgresFact]
    public void What_is_no_private_cluster_is_left_alone()
    {
        string file = Path.Combine(Directory.CreateDirectory(_cluster.Folder).FullName, "thesis.txt");
        File.WriteAllText(file, "mine");
        Assert.Contains("is not a private cluster", Refusal("start", _cluster.Folder), StringComparison.Ordinal);
        Assert.Contains("is not a private cluster", Refusal("start", file), StringComparison.Ordinal);
        Assert.Contains("no private cluster", Refusal("stop", _cluster.Folder), StringComparison.Ordinal);
        Assert.Contains("no private cluster", Refusal("kill", _cluster.Folder), StringComparison.Ordinal);
        Assert.Equal([file], Directory.GetFileSystemEntries(_cluster.Folder));
    }

    [PostgresTheory]
    [InlineData("start")]
    [InlineData("begin", "x")]
    [InlineData("stop", "x", "5432")]
    [InlineData("start", "x", "5432", "more")]
    public void Other_arguments_get_the_usage(params string[] arguments) =>
        Assert.Contains("start DIR [PORT]", Refusal(arguments), StringComparison.Ordinal);

    [PostgresTheory]
    [InlineData("0")]
    [InlineData("65536")]
    [InlineData("5432x")]
    public void A_port_is_a_number(string port)
    {
        Assert.Contains("from 1 to 65535", Refusal("start", _cluster.Folder, port), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_cluster.Folder));
    }

    private string Refusal(params string[] arguments)
    {
        (int exitCode, string output, string errors) = _cluster.Run(arguments);
        Assert.Equal((2, ""), (exitCode, output));
        return errors;
    }
}
