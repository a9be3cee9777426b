using System.Globalization;
using System.Net.Sockets;
using System.Security.Authentication;
using CoEvolve.Engines;
using CoEvolve.Postgres.Testing;
using Npgsql;

namespace CoEvolve.Store.Tests;

public sealed class PostgresErrorTests
{
    [PostgresFact]
    public void Each_failure_is_one_sentence_with_a_remedy_and_without_the_password()
    {
        using PostgresDatabase database = SharedPostgres.CreateDatabase();
        database.Execute("""
            DO $$ BEGIN
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'guest') THEN CREATE ROLE guest LOGIN; END IF;
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'barred') THEN CREATE ROLE barred NOLOGIN; END IF;
            END $$;
            REVOKE CREATE ON SCHEMA public FROM public
            """);
        string server = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{SharedPostgres.Server.Port}");
        foreach ((string address, string reason, string remedy) in new[]
        {
            ("postgres://me:hush@127.0.0.1:1/db", "no server answers there", "Start PostgreSQL"),
            ($"postgres://postgres:hush@{server}/nowhere", "there is no such database", "createdb"),
            ($"postgres://nobody_here:hush@{server}/{database.Name}", "the server refuses the user", "PGPASSWORD"),
            ($"postgres://barred:hush@{server}/{database.Name}", "the server refuses the user", "PGPASSWORD"),
            ($"postgres://guest:hush@{server}/{database.Name}", "the user may not do this (permission denied for schema public)", "search_path"),
            ($"postgres://postgres:hush@{server}/{database.Name}?options=-c%20default_transaction_read_only=on", "the database is read-only", "primary server"),
        })
        {
            string message = Assert.Throws<StoreException>(() => PostgresExperiments.Add(StoreAddress.Parse(address), Samples.Experiment())).Message;
            Assert.StartsWith($"{StoreAddress.Parse(address).Name}: {reason}", message, StringComparison.Ordinal);
            Assert.Contains(remedy, message, StringComparison.Ordinal);
            Assert.DoesNotContain("hush", message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', message);
            Assert.DoesNotContain("   at ", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_the_client_lacks_is_told_from_what_the_server_refuses()
    {
        foreach ((Exception cause, string reason, string remedy) in new (Exception, string, string)[]
        {
            (new NpgsqlException("Handshake.", new AuthenticationException("The certificate was rejected.")), "certificate is not accepted (The certificate was rejected)", "sslrootcert"),
            (new FileNotFoundException("Could not find '/nowhere'."), "cannot be read (Could not find '/nowhere')", "PGPASSFILE"),
            (new UnauthorizedAccessException("Access to '/root' is denied."), "cannot be read (Access to '/root' is denied)", "sslkey"),
        })
        {
            string message = PostgresErrors.Explain("it", cause).Message;
            Assert.StartsWith("it: ", message, StringComparison.Ordinal);
            Assert.Contains(reason, message, StringComparison.Ordinal);
            Assert.Contains(remedy, message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(PostgresErrorCodes.DiskFull, "disk is full", "free some space")]
    [InlineData(PostgresErrorCodes.TooManyConnections, "no more connections", "max_connections")]
    [InlineData(PostgresErrorCodes.CannotConnectNow, "starting or stopping", "Try again")]
    [InlineData(PostgresErrorCodes.AdminShutdown, "closed the connection", "start again")]
    [InlineData(PostgresErrorCodes.LockNotAvailable, "locked", "try again")]
    [InlineData(PostgresErrorCodes.UntranslatableCharacter, "cannot hold a text", "UTF8")]
    [InlineData(PostgresErrorCodes.DataCorrupted, "damaged", "backup")]
    [InlineData(PostgresErrorCodes.UniqueViolation, "(SQLSTATE 23505)", "is safe")]
    public void What_no_test_can_bring_about_is_explained_by_its_code(string code, string reason, string remedy)
    {
        string message = PostgresErrors.Explain("it", new PostgresException("so it is.\nReally.", "ERROR", "ERROR", code, detail: "hush")).Message;
        Assert.StartsWith("it: ", message, StringComparison.Ordinal);
        Assert.Contains(reason, message, StringComparison.Ordinal);
        Assert.Contains(remedy, message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void What_keeps_a_client_from_connecting_is_explained()
    {
        string Of(Exception? inner, string message = "Exception while reading from stream") => PostgresErrors.Explain("it", new NpgsqlException(message, inner)).Message;
        Assert.StartsWith("it: no server answers there (", Of(new SocketException((int)SocketError.HostNotFound)), StringComparison.Ordinal);
        Assert.Contains("does not answer in time", Of(new TimeoutException()), StringComparison.Ordinal);
        Assert.Contains("Put it into PGPASSWORD", Of(null, "No password has been provided but the backend requires one (in MD5)"), StringComparison.Ordinal);
        Assert.StartsWith("it: the connection failed (end of stream). ", Of(new EndOfStreamException("end of stream.")), StringComparison.Ordinal);
    }

    [PostgresFact]
    public void A_database_of_another_encoding_is_refused()
    {
        using PostgresDatabase database = SharedPostgres.CreateDatabase();
        string latin = database.Name + "_latin";
        database.Execute($"CREATE DATABASE {latin} TEMPLATE template0 ENCODING LATIN1 LOCALE 'C'");
        try
        {
            string address = SharedPostgres.Server.Address(latin);
            string message = Assert.Throws<StoreException>(() => PostgresExperiments.Add(StoreAddress.Parse(address), Samples.Experiment())).Message;
            Assert.Contains("encoding of the database is LATIN1; allowed is UTF8", message, StringComparison.Ordinal);
            Assert.Contains("createdb --encoding=UTF8", message, StringComparison.Ordinal);
        }
        finally
        {
            database.Execute($"DROP DATABASE {latin} WITH (FORCE)");
        }
    }

    [PostgresFact]
    public void A_connection_that_breaks_while_results_are_read_is_explained()
    {
        using PostgresDatabase database = SharedPostgres.CreateDatabase();
        var address = StoreAddress.Parse(database.Address);
        PostgresExperiments.Add(address, Samples.Experiment());
        using var reader = ResultsReader.Open(database.Address);
        database.Execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'coevolve'");
        string message = Assert.Throws<StoreException>(() => reader.Experiments()).Message;
        Assert.StartsWith(address.Name + ": the ", message, StringComparison.Ordinal);
        Assert.Contains("What was stored before is safe", message, StringComparison.Ordinal);
        Assert.DoesNotContain("changed by hand", Assert.Throws<StoreException>(() => reader.Experiments()).Message, StringComparison.Ordinal);
    }

    [PostgresFact]
    public void Values_that_the_program_never_writes_are_explained()
    {
        using PostgresDatabase database = SharedPostgres.CreateDatabase();
        PostgresExperiments.Add(StoreAddress.Parse(database.Address), Samples.Experiment());
        database.Execute("UPDATE ecosystem SET status = 'tired' WHERE id = 2");
        using var reader = ResultsReader.Open(database.Address);
        string message = Assert.Throws<StoreException>(() => reader.StatusCounts()).Message;
        Assert.Contains("changed by hand ('tired' stands where one of waiting", message, StringComparison.Ordinal);
        Assert.DoesNotContain("--force", message, StringComparison.Ordinal);
        database.Execute("DELETE FROM dataset; DELETE FROM model; DELETE FROM caption; DELETE FROM experiment");
        Assert.EndsWith("it holds no experiment. Run a scenario into it.", Assert.Throws<StoreException>(() => reader.Experiments()).Message, StringComparison.Ordinal);
    }
}
