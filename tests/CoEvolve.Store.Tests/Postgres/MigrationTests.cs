using CoEvolve.Engines;
using CoEvolve.Postgres.Testing;
using Npgsql;

namespace CoEvolve.Store.Tests;

public sealed class MigrationTests
{
    private static readonly IReadOnlyList<Migration> OneMore =
        [.. Migration.All, new Migration(Migration.All.Count + 1, "tomorrow", "ALTER TABLE experiment ADD COLUMN mood text NOT NULL DEFAULT 'calm'; CREATE TABLE tomorrow (x bigint)")];

    [PostgresFact]
    public void Tables_are_made_once_and_marked_by_number()
    {
        using PostgresDatabase database = SharedPostgres.CreateDatabase();
        using NpgsqlConnection connection = database.Connect();
        PostgresSchema.Migrate(connection, "it");
        PostgresSchema.Require(connection, "it");
        PostgresSchema.Migrate(connection, "it");
        Assert.Equal([[1, "results"], [2, "work"], [3, "indexes"], [4, "steering"]], database.Query("SELECT number, name FROM coevolve_migration ORDER BY number"));
        Assert.NotEqual("", database.Query("SELECT version FROM coevolve_migration")[0][0]);
    }

    [PostgresFact]
    public void Programs_that_start_at_once_all_find_the_tables()
    {
        using PostgresDatabase database = SharedPostgres.CreateDatabase();
        using var start = new Barrier(8);
        var failures = Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(() =>
        {
            using NpgsqlConnection connection = database.Connect();
            start.SignalAndWait();
            PostgresSchema.Migrate(connection, "it");
            PostgresSchema.Require(connection, "it");
        }, TaskCreationOptions.LongRunning)).ToArray();
        Task.WaitAll(failures);
        Assert.Equal(Migration.All.Count, database.Count("SELECT count(*) FROM coevolve_migration"));
    }

    [PostgresFact]
    public void A_newer_program_brings_the_tables_up_to_date_and_keeps_every_row()
    {
        using PostgresDatabase database = SharedPostgres.CreateDatabase();
        var address = StoreAddress.Parse(database.Address);
        PostgresExperiments.Add(address, Samples.Experiment());
        using (NpgsqlConnection connection = database.Connect())
        {
            PostgresSchema.Migrate(connection, "it", OneMore);
            PostgresSchema.Require(connection, "it", OneMore);
        }

        Assert.Equal(["réference", "calm"], database.Query("SELECT name, mood FROM experiment").Single());
        Assert.Equal(3, database.Count("SELECT count(*) FROM ecosystem"));
    }

    [PostgresFact]
    public void A_migration_that_fails_leaves_the_tables_as_they_were()
    {
        using PostgresDatabase database = SharedPostgres.CreateDatabase();
        using NpgsqlConnection connection = database.Connect();
        var broken = new Migration(Migration.All.Count + 1, "broken", "CREATE TABLE half (x bigint); SELECT 1 / 0");
        StoreException refusal = Assert.Throws<StoreException>(() => PostgresSchema.Migrate(connection, "it", [.. Migration.All, broken]));
        Assert.StartsWith("it: PostgreSQL says: division by zero", refusal.Message, StringComparison.Ordinal);
        PostgresSchema.Require(connection, "it");
        Assert.Equal(0, database.Count("SELECT count(*) FROM pg_class WHERE relname = 'half'"));
    }

    [PostgresFact]
    public void A_newer_form_is_refused_by_everybody()
    {
        using PostgresDatabase database = SharedPostgres.CreateDatabase();
        using (NpgsqlConnection connection = database.Connect())
            PostgresSchema.Migrate(connection, "it", OneMore);
        var address = StoreAddress.Parse(database.Address);
        foreach (Action use in new Action[]
        {
            () => PostgresExperiments.Add(address, Samples.Experiment()),
            () => PostgresExperiments.List(address),
            () => ResultsReader.Open(database.Address),
        })
        {
            string message = Assert.Throws<StoreException>(use).Message;
            Assert.Contains($"form of its tables is {OneMore.Count}; this program knows 1 to {Migration.All.Count}", message, StringComparison.Ordinal);
            Assert.Contains("Use the version that wrote it", message, StringComparison.Ordinal);
            Assert.StartsWith(address.Name, message, StringComparison.Ordinal);
        }

        Assert.Equal(0, database.Count("SELECT count(*) FROM experiment"));
    }

    [PostgresFact]
    public void Readers_migrate_nothing_and_say_who_does()
    {
        using PostgresDatabase database = SharedPostgres.CreateDatabase();
        Assert.Contains("no results of CoEvolve", Assert.Throws<StoreException>(() => ResultsReader.Open(database.Address)).Message, StringComparison.Ordinal);
        Assert.Equal(0, database.Count("SELECT count(*) FROM pg_class WHERE relname LIKE 'coevolve%'"));
        using NpgsqlConnection connection = database.Connect();
        PostgresSchema.Migrate(connection, "it", [Migration.All[0]]);
        string message = Assert.Throws<StoreException>(() => ResultsReader.Open(database.Address)).Message;
        Assert.Contains($"its tables is 1; this program reads {Migration.All.Count}", message, StringComparison.Ordinal);
        Assert.Contains("Run a scenario or start a node", message, StringComparison.Ordinal);
        Assert.Equal(1, database.Count("SELECT count(*) FROM coevolve_migration"));
        PostgresExperiments.Add(StoreAddress.Parse(database.Address), Samples.Experiment());
        using var reader = ResultsReader.Open(database.Address);
        Assert.Single(reader.Experiments());
    }

    [PostgresFact]
    public void Another_programs_tables_are_left_alone()
    {
        using PostgresDatabase database = SharedPostgres.CreateDatabase();
        database.Execute("CREATE TABLE thesis (page bigint)");
        var address = StoreAddress.Parse(database.Address);
        string message = Assert.Throws<StoreException>(() => PostgresExperiments.Add(address, Samples.Experiment())).Message;
        Assert.Contains("(thesis, for one)", message, StringComparison.Ordinal);
        Assert.Contains("search_path", message, StringComparison.Ordinal);
        Assert.Throws<StoreException>(() => PostgresExperiments.List(address));
        Assert.Throws<StoreException>(() => ResultsReader.Open(database.Address));
        Assert.Equal(1, database.Count("SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE nspname = 'public'"));

        database.Execute("CREATE SCHEMA lab");
        Assert.Equal(1, PostgresExperiments.Add(StoreAddress.Parse(database.Address + "?search_path=lab"), Samples.Experiment()));
        Assert.Equal(1, database.Count("SELECT count(*) FROM lab.experiment"));
    }

    [PostgresFact]
    public void What_an_extension_brought_is_not_another_programs_table()
    {
        using PostgresDatabase database = SharedPostgres.CreateDatabase();
        // As an extension does: a table that depends on it.
        database.Execute("""
            CREATE TABLE brought (x bigint);
            INSERT INTO pg_depend SELECT 'pg_class'::regclass, 'brought'::regclass, 0, 'pg_extension'::regclass, oid, 0, 'e' FROM pg_extension
            """);
        Assert.Equal(1, PostgresExperiments.Add(StoreAddress.Parse(database.Address), Samples.Experiment()));
    }

    [PostgresFact]
    public void A_schema_that_is_not_there_is_named_with_a_remedy()
    {
        using PostgresDatabase database = SharedPostgres.CreateDatabase();
        var address = StoreAddress.Parse(database.Address + "?search_path=nowhere");
        string message = Assert.Throws<StoreException>(() => PostgresExperiments.Add(address, Samples.Experiment())).Message;
        Assert.EndsWith("(schema nowhere): the schema that search_path names is not there. Make it with CREATE SCHEMA, or name another.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_old_server_is_refused()
    {
        string message = Assert.Throws<StoreException>(() => PostgresServer.CheckVersion("it", new Version(12, 22))).Message;
        Assert.Equal("it: the server is PostgreSQL 12.22; allowed is 13 or newer. Name another server.", message);
        PostgresServer.CheckVersion("it", new Version(13, 0));
    }
}
