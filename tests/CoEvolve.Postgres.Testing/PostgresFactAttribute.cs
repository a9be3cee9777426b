namespace CoEvolve.Postgres.Testing;

/// <summary>A fact that needs a PostgreSQL server; where none can be started it is skipped and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresFactAttribute : FactAttribute
{
    /// <summary>Skips the test if there is no PostgreSQL.</summary>
    public PostgresFactAttribute() => Skip = PostgresPrograms.Missing;
}
