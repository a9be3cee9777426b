namespace CoEvolve.Postgres.Testing;

/// <summary>A theory that needs a PostgreSQL server; where none can be started it is skipped and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresTheoryAttribute : TheoryAttribute
{
    /// <summary>Skips the test if there is no PostgreSQL.</summary>
    public PostgresTheoryAttribute() => Skip = PostgresPrograms.Missing;
}
