using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using CoEvolve.Postgres.Testing;
using Npgsql;

namespace CoEvolve.Cli.Tests;

/// <summary>The scripts of deploy/, run as containers and people run them.</summary>
public sealed class ScriptTests
{
    [ToolsTheory("bash")]
    [InlineData("HTTP/1.1 200 OK", 0)]
    [InlineData("HTTP/1.1 503 Service Unavailable", 1)]
    [InlineData("HTTP/1.1 404 Not Found", 1)]
    [InlineData("", 1)]
    public void A_health_check_passes_if_the_answer_is_200(string status, int exitCode)
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        Task<string> request = Task.Run(() => AnswerOne(server, status));
        int port = ((IPEndPoint)server.LocalEndpoint).Port;
        Assert.Equal(exitCode, Shell.Run(Shell.Start("/", "bash", Script("healthy.sh"), $"{port}", "/ready")).ExitCode);
        Assert.Equal("GET /ready HTTP/1.1", request.GetAwaiter().GetResult());
        server.Stop();
        Assert.Equal(1, Shell.Run(Shell.Start("/", "bash", Script("healthy.sh"), $"{port}", "/ready")).ExitCode);
    }

    [ToolsFact("bash", "od")]
    public void Secrets_are_made_once_and_differ()
    {
        using var folder = new TemporaryFolder();
        string secrets = folder.File("secrets");
        Assert.Equal(0, Shell.Run(Shell.Start("/", "bash", Script("make-secrets.sh"), secrets)).ExitCode);
        string[] made = Read();
        Assert.Matches("^\\*:\\*:\\*:coevolve:[0-9a-f]{32}\n$", made[0]);
        Assert.Matches("^[0-9a-f]{32}\n$", made[1]);
        Assert.DoesNotContain(made[1].Trim(), made[0], StringComparison.Ordinal);
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(secrets) == (UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));

        ToolResult again = Shell.Run(Shell.Start("/", "bash", Script("make-secrets.sh"), secrets));
        Assert.Equal(0, again.ExitCode);
        Assert.Contains("pgpass is there; left as it is.", again.Output, StringComparison.Ordinal);
        Assert.Equal(made, Read());
        Assert.Equal(2, Directory.GetFiles(secrets).Length);

        string[] Read() => [File.ReadAllText(Path.Combine(secrets, "pgpass")), File.ReadAllText(Path.Combine(secrets, "superuser"))];
    }

    [ToolsFact("bash", "psql", "cut", "postgres")]
    public void The_database_of_a_new_volume_belongs_to_a_role_that_is_no_superuser_and_has_the_password()
    {
        using var server = new PrivatePostgres();
        using var folder = new TemporaryFolder();
        ProcessStartInfo start = Shell.Start("/", "bash", Script("postgres", "init.sh"));
        start.Environment["PGHOST"] = "127.0.0.1";
        start.Environment["PGPORT"] = $"{server.Port}";
        start.Environment["POSTGRES_USER"] = "postgres";
        start.Environment["PGPASSFILE"] = folder.File("pgpass");
        ToolResult missing = Shell.Run(start);
        Assert.Equal((1, $"init.sh: {folder.File("pgpass")} cannot be read; make it with deploy/make-secrets.sh.\n"), (missing.ExitCode, missing.Error));

        folder.Write("pgpass", "*:*:*:coevolve:quite'secret\n");
        ToolResult made = Shell.Run(start);
        Assert.True(made.ExitCode == 0, made.Error);
        using var connection = new NpgsqlConnection($"Host=127.0.0.1;Port={server.Port};Username=coevolve;Database=coevolve;Pooling=False");
        connection.Open();
        using var command = new NpgsqlCommand(
            "SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls, pg_get_userbyid(datdba) FROM pg_roles, pg_database WHERE rolname = current_user AND datname = current_database()",
            connection);
        using (NpgsqlDataReader row = command.ExecuteReader())
        {
            row.Read();
            Assert.Equal((false, "coevolve"), (row.GetBoolean(0), row.GetString(1)));
        }

        // It can make the tables, and the server asks for the password once it asks for any.
        using (var node = new RunningNode($"postgres://coevolve@127.0.0.1:{server.Port}/coevolve"))
            Assert.True(SpinWait.SpinUntil(() => HasTables(connection), TimeSpan.FromMinutes(1)));
        string rules = Path.Combine(server.Folder, "data", "pg_hba.conf");
        File.WriteAllText(rules, "host all coevolve 127.0.0.1/32 scram-sha-256\n" + File.ReadAllText(rules));
        server.Stop();
        server.StartAgain();
        Assert.Contains("it holds no experiment", Tool.Run("list", "--store", $"postgres://coevolve:quite'secret@127.0.0.1:{server.Port}/coevolve").Refusal(), StringComparison.Ordinal);
        foreach (string verb in new[] { "list", "node" })
        {
            string noFile = Tool.Run(verb, "--store", $"postgres://coevolve@127.0.0.1:{server.Port}/coevolve?passfile=/nowhere").Refusal();
            Assert.Contains("a file that connecting takes cannot be read (Could not find file '/nowhere')", noFile, StringComparison.Ordinal);
        }

        Assert.Contains("refuses the user", Tool.Run("list", "--store", $"postgres://coevolve:another@127.0.0.1:{server.Port}/coevolve").Refusal(), StringComparison.Ordinal);
    }

    private static bool HasTables(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand("SELECT to_regclass('pending_command') IS NOT NULL", connection);
        return (bool)command.ExecuteScalar()!;
    }

    private static string AnswerOne(TcpListener server, string status)
    {
        using TcpClient client = server.AcceptTcpClient();
        using var reader = new StreamReader(client.GetStream());
        string first = reader.ReadLine()!;
        while (reader.ReadLine() is { Length: > 0 })
        {
        }

        using var writer = new StreamWriter(client.GetStream());
        if (status.Length > 0)
            writer.Write($"{status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        return first;
    }

    private static string Script(params string[] path) => Repository.Path(["deploy", .. path]);
}
