namespace CoEvolve.Postgres.Testing;

/// <summary>
/// The one server that the tests of a process share. It starts when first asked for and goes when the process ends. A test
/// that stops or kills its server needs a <see cref="PrivatePostgres"/> of its own.
/// </summary>
public static class SharedPostgres
{
    private static readonly Lazy<PrivatePostgres> Shared = new(() => new PrivatePostgres());

    /// <summary>The server, from any thread.</summary>
    public static PrivatePostgres Server => Shared.Value;

    /// <summary>Makes an empty database on the shared server, which is dropped when disposed. From any thread.</summary>
    public static PostgresDatabase CreateDatabase() => Server.CreateDatabase();
}
