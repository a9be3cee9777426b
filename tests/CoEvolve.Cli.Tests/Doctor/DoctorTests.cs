using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Intrinsics.X86;
using CoEvolve.Postgres.Testing;

namespace CoEvolve.Cli.Tests;

public sealed class DoctorTests(WatchedStore store) : IClassFixture<WatchedStore>
{
    private static bool IsFit => Avx2.IsSupported && Fma.IsSupported;

    [Fact]
    public void A_machine_is_described_line_by_line()
    {
        ToolResult result = Tool.Run("doctor");

        Assert.Equal((IsFit ? 0 : 1, ""), (result.ExitCode, result.Error));
        Assert.Equal($"coevolve {Build.Version}", Found(result, "program").Found);
        Assert.StartsWith(".NET 10.", Found(result, "runtime").Found, StringComparison.Ordinal);
        Assert.Equal(Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture), Found(result, "cores").Found);
        Assert.Equal(IsFit ? "ok" : "problem", Found(result, "processor").Severity);
        Assert.Matches(@"^\d+(\.\d)? [MG]B for this process$", Found(result, "memory").Found);
        Assert.StartsWith(Directory.GetCurrentDirectory() + ": ", Found(result, "results").Found, StringComparison.Ordinal);
        Assert.Matches(@": \d+(\.\d)? [MG]B free$", Found(result, "temporary").Found);
        Assert.Matches(@"^(no|\d+) problems?, (no|\d+) warnings?$", Lines(result)[^1]);
        Assert.DoesNotContain(Lines(result), line => line.Contains(" store ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_results_file_is_described_and_left_as_it_is()
    {
        byte[] before = File.ReadAllBytes(store.Twice);
        ToolResult result = Tool.Run("doctor", "--store", store.Twice);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(("ok", $"{store.Twice}: results file of format 2 (newest 2), 2 experiments, 1 unfinished"), Found(result, "store"));
        Assert.Equal(before, File.ReadAllBytes(store.Twice));
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(store.Twice)!, ".coevolve-*"));
    }

    [Fact]
    public void A_run_that_is_writing_is_seen()
    {
        string path = store.Altered("held.db", "SELECT 1");
        using (new FileStream(path + "-lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose))
            Assert.EndsWith(", and a run is writing it", Found(Tool.Run("doctor", "--store", path), "store").Found, StringComparison.Ordinal);
        File.WriteAllText(path + "-lock", ""); // as a killed run leaves it
        Assert.EndsWith("unfinished", Found(Tool.Run("doctor", "--store", path), "store").Found, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_results_file_is_a_problem_and_what_is_not_there_yet_is_not()
    {
        using var folder = new TemporaryFolder();
        string foreign = folder.Write("notes.txt", "Buy milk.");
        ToolResult problem = Tool.Run("doctor", "--store", foreign);
        Assert.Equal((1, ""), (problem.ExitCode, problem.Error));
        Assert.Equal(("problem", $"{foreign}: this is not a CoEvolve results file. Choose another file."), Found(problem, "store"));
        Assert.Equal("Buy milk.", File.ReadAllText(foreign));

        ToolResult missing = Tool.Run("doctor", "--store", folder.File("new.db"));
        Assert.Equal(0, missing.ExitCode);
        Assert.Equal(("warning", $"{folder.File("new.db")}: there is no such file yet"), Found(missing, "store"));
        Assert.Contains("→ Check the name, unless 'coevolve run' is to make it.", missing.Output, StringComparison.Ordinal);

        ToolResult nowhere = Tool.Run("doctor", "--store", folder.File(Path.Combine("no", "new.db")));
        Assert.Equal(1, nowhere.ExitCode);
        Assert.Equal(("problem", $"{folder.File("no")}: there is no such folder"), Found(nowhere, "results"));
    }

    [PostgresFact]
    public void A_database_is_described_before_and_after_it_has_tables_and_left_as_it_is()
    {
        using PostgresDatabase database = SharedPostgres.CreateDatabase();
        ToolResult empty = Tool.Run("doctor", "--store", database.Address);
        Assert.Equal(0, empty.ExitCode);
        Assert.Matches($@"/{database.Name}: PostgreSQL \d+\.\d+", Found(empty, "store").Found);
        Assert.Equal(("ok", "none yet; the first node or run makes them"), Found(empty, "tables"));
        Assert.Equal(0, database.Count("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"));

        // The table that is made last.
        using (var node = new RunningNode(database.Address))
            Assert.True(SpinWait.SpinUntil(() => database.Query("SELECT to_regclass('pending_command') IS NOT NULL")[0][0] is true, TimeSpan.FromMinutes(1)));
        ToolResult made = Tool.Run("doctor", "--store", database.Address);
        Assert.Equal(0, made.ExitCode);
        Assert.Matches(@"^of form (\d+) \(newest \1\)$", Found(made, "tables").Found);
        Assert.Equal(("ok", "the user may make the tables, submit and compute"), Found(made, "permissions"));
        Assert.Matches($@"^\d+ of \d+ in use; a node here takes up to {(2 * Environment.ProcessorCount) + 1}$", Found(made, "connections").Found);
        Assert.Equal(("ok", "those of a session arrive (idle_in_transaction_session_timeout); synchronous_commit is on"), Found(made, "settings"));
        Assert.Equal("ok", Found(made, "clock").Severity);
        Assert.Matches(@"^the server is 0\.\d{3} s (ahead|behind), \d+\.\d ms away$", Found(made, "clock").Found);
    }

    [PostgresFact]
    public void A_schema_of_another_program_is_a_problem()
    {
        using PostgresDatabase database = SharedPostgres.CreateDatabase();
        database.Execute("CREATE TABLE milk (litres integer)");
        ToolResult result = Tool.Run("doctor", "--store", database.Address);

        Assert.Equal((1, ""), (result.ExitCode, result.Error));
        (string severity, string found) = Found(result, "store");
        Assert.Equal("problem", severity);
        Assert.Contains("the schema public has tables of another program (milk, for one). Name an empty schema with search_path", found, StringComparison.Ordinal);
    }

    [PostgresFact]
    public void A_user_who_may_not_write_is_told_so()
    {
        using PostgresDatabase database = SharedPostgres.CreateDatabase();
        database.Execute($"ALTER DATABASE {database.Name} SET default_transaction_read_only = on");
        ToolResult readOnly = Tool.Run("doctor", "--store", database.Address);
        Assert.Equal((1, "problem", "the database is read-only"), (readOnly.ExitCode, Found(readOnly, "permissions").Severity, Found(readOnly, "permissions").Found));

        string reader = $"reader_of_{database.Name}";
        using PostgresDatabase other = SharedPostgres.CreateDatabase();
        other.Execute($"CREATE ROLE {reader} LOGIN; REVOKE CREATE ON SCHEMA public FROM PUBLIC");
        ToolResult denied = Tool.Run("doctor", "--store", other.Address.Replace("postgres@", reader + "@", StringComparison.Ordinal));
        Assert.Equal((1, "problem", "the user may make no tables"), (denied.ExitCode, Found(denied, "permissions").Severity, Found(denied, "permissions").Found));
    }

    [Fact]
    public void A_server_that_is_not_there_is_a_problem()
    {
        int port;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        ToolResult result = Tool.Run("doctor", "--store", string.Create(CultureInfo.InvariantCulture, $"postgres://me:secret@127.0.0.1:{port}/lab"));
        Assert.Equal((1, ""), (result.ExitCode, result.Error));
        Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}/lab: no server answers there"), Found(result, "store").Found, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", result.Output, StringComparison.Ordinal);
        Assert.Matches(@"^[1-9]\d* problems?, ", Lines(result)[^1]);
    }

    [Theory]
    [InlineData("--store is empty", "--store", " ")]
    [InlineData("it names no database", "--store", "postgres://lab")]
    [InlineData("this is no store", "--store", "mysql://lab/runs")]
    public void Bad_input_is_refused(string expected, params string[] options) =>
        Assert.Contains(expected, Tool.Run(["doctor", .. options]).Refusal(), StringComparison.Ordinal);

    private static (string Severity, string Found) Found(ToolResult result, string subject)
    {
        string line = Assert.Single(Lines(result), line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, string word, ..] && word == subject);
        string[] words = line.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return (words[0], words[1][subject.Length..].Trim());
    }

    private static string[] Lines(ToolResult result) => result.Output.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
