using System.Globalization;
using Npgsql;

namespace CoEvolve.Postgres.Testing;

/// <summary>
/// A PostgreSQL server of a test's own: a new cluster in a temporary folder, on a free port of the loopback, with the
/// superuser <c>postgres</c> and no password. It can be killed as a crash would, and started again. Nothing is left of it
/// once it is disposed or this process has ended, in whatever way. Starting one takes a second or two.
/// </summary>
public sealed class PrivatePostgres : IDisposable
{
    private const int MostAttempts = 20;

    private readonly ClusterGuard _guard;
    private readonly string _data;
    private readonly string _log;
    private int _databases;

    /// <summary>Makes the cluster and starts the server.</summary>
    /// <param name="durable">
    /// Whether commits wait for the disk. Only the machine's own crash would tell the difference, but benchmarks measure it.
    /// </param>
    /// <exception cref="InvalidOperationException">There is no PostgreSQL here, or it did not start; says why.</exception>
    public PrivatePostgres(bool durable = false)
    {
        string control = PostgresPrograms.PathOf("pg_ctl");
        Folder = Directory.CreateTempSubdirectory("coevolve-pg-").FullName;
        _data = Path.Combine(Folder, "data");
        _log = Path.Combine(Folder, "server.log");
        _guard = new ClusterGuard(Folder);
        try
        {
            ServerAccount.Own(Folder);
            ServerAccount.Run(
                Folder, PostgresPrograms.PathOf("initdb"), "--pgdata", _data, "--username", "postgres", "--auth", "trust",
                "--encoding", "UTF8", "--locale", "C", "--no-sync", "--no-instructions");
            File.AppendAllText(Path.Combine(_data, "postgresql.conf"), Configuration(durable));
            StartOnFreePort(control);
        }
        catch
        {
            _guard.Dispose();
            throw;
        }
    }

    /// <summary>The temporary folder of the cluster, the server's log and its Unix socket.</summary>
    public string Folder { get; }

    /// <summary>The server's port on 127.0.0.1; it stays the same when the server is started again.</summary>
    public int Port { get; private set; }

    /// <summary>Whether the server should be running: it was neither stopped nor killed since it was last started.</summary>
    public bool IsRunning { get; private set; }

    /// <summary>What the server has logged.</summary>
    public string Log => File.ReadAllText(_log);

    /// <summary>The process number of the server's first process, from its pid file.</summary>
    public int ProcessId => int.Parse(File.ReadLines(PidFile).First(), CultureInfo.InvariantCulture);

    private string PidFile => Path.Combine(_data, "postmaster.pid");

    /// <summary>How Npgsql reaches a database of this server.</summary>
    public string ConnectionString(string database = "postgres") => $"Host=127.0.0.1;Port={Port};Username=postgres;Database={database}";

    /// <summary>A database's address as a URI, as the command takes it.</summary>
    public string Address(string database = "postgres") => $"postgres://postgres@127.0.0.1:{Port}/{database}";

    /// <summary>Makes an empty database, which is dropped when disposed. From any thread.</summary>
    public PostgresDatabase CreateDatabase() => new(this, $"test_{Interlocked.Increment(ref _databases)}");

    /// <summary>Stops the server in an orderly way: connections are ended, their transactions rolled back.</summary>
    public void Stop()
    {
        ServerAccount.Run(Folder, PostgresPrograms.PathOf("pg_ctl"), "stop", "-D", _data, "-m", "fast", "-w");
        IsRunning = false;
    }

    /// <summary>Kills the server's first process and all its children with <c>kill -9</c>, and waits until they are gone.</summary>
    public void KillServer()
    {
        int first = ProcessId;
        Signal("STOP", first);
        SpinWait.SpinUntil(() => ProcessTable.IsStopped(first));
        int[] all = [.. ProcessTable.ChildrenOf(first), first];
        Signal("KILL", all);
        SpinWait.SpinUntil(() => all.All(ProcessTable.HasEnded));
        ForgetProcess();
        IsRunning = false;
    }

    /// <summary>Starts the server again, on the same port and with what was committed, and waits until it takes connections.</summary>
    public void StartAgain() => Start(PostgresPrograms.PathOf("pg_ctl"));

    /// <inheritdoc/>
    public void Dispose()
    {
        IsRunning = false;
        _guard.Dispose();
    }

    internal void Execute(string sql)
    {
        using var connection = new NpgsqlConnection($"{ConnectionString()};Pooling=False;Command Timeout=0"); // a busy disk takes its time
        connection.Open();
        using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    // Shared memory that parallel queries use lies in the data folder, so that a killed server leaves none of it elsewhere.
    private string Configuration(bool durable) => $"""

        listen_addresses = '127.0.0.1'
        unix_socket_directories = '{Folder}'
        max_connections = 200
        dynamic_shared_memory_type = mmap
        fsync = {(durable ? "on" : "off")}
        full_page_writes = {(durable ? "on" : "off")}

        """;

    private void Signal(string name, params int[] processes) => ServerAccount.Run(
        Folder, "sh", ["-c", "kill \"$@\"", "sh", $"-{name}", .. processes.Select(id => id.ToString(CultureInfo.InvariantCulture))]);

    // A killed process keeps its number until the process that inherits orphans has waited for it, and until then a new server
    // takes it for a running one. The rest of the pid file tells the new server which shared memory to remove.
    private void ForgetProcess()
    {
        string[] lines = File.ReadAllLines(PidFile);
        lines[0] = ProcessTable.NoProcess.ToString(CultureInfo.InvariantCulture);
        File.WriteAllLines(PidFile, lines);
        File.Delete(Path.Combine(Folder, $".s.PGSQL.{Port}.lock"));
    }

    private void StartOnFreePort(string control)
    {
        for (int attempt = 1; ; attempt++)
        {
            Port = LoopbackPort.FindFree();
            try
            {
                Start(control);
                return;
            }
            catch (InvalidOperationException) when (attempt < MostAttempts && Log.Contains("Address already in use", StringComparison.Ordinal))
            {
                File.Delete(_log);
            }
        }
    }

    private void Start(string control)
    {
        try
        {
            ServerAccount.Run(Folder, control, "start", "-D", _data, "-l", _log, "-o", $"-p {Port}", "-w", "-t", "300");
        }
        catch (InvalidOperationException failure) when (File.Exists(_log))
        {
            throw new InvalidOperationException($"{failure.Message}\n{Log}", failure);
        }

        IsRunning = true;
    }
}
