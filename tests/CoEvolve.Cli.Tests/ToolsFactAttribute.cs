using CoEvolve.Postgres.Testing;

namespace CoEvolve.Cli.Tests;

/// <summary>A fact that needs programs from outside; where one is missing it is skipped and says so. .ci/run installs them.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ToolsFactAttribute : FactAttribute
{
    public ToolsFactAttribute(params string[] programs)
    {
        // A server's programs are not always where a shell finds them.
        string[] missing = [.. programs.Where(p => p == "postgres" ? PostgresPrograms.Missing is not null : !Shell.Has(p))];
        if (missing.Length > 0)
            Skip = $"needs {string.Join(", ", missing)}, which this machine does not have";
    }
}
