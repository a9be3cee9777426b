namespace CoEvolve.Postgres.Testing;

/// <summary>Where this machine keeps PostgreSQL's programs: a folder of PATH, or where Debian installs them, newest first.</summary>
public static class PostgresPrograms
{
    private static readonly string[] Needed = ["initdb", "pg_ctl", "postgres"];

    private static readonly string? Folder = Find();

    /// <summary>Why no server can be started here; null where one can.</summary>
    public static string? Missing => Folder is not null ? null
        : !OperatingSystem.IsLinux() ? "needs PostgreSQL on Linux"
        : "needs PostgreSQL (initdb, pg_ctl, postgres), which this machine does not have; .ci/run installs it";

    internal static string PathOf(string program) => Path.Combine(
        Folder ?? throw new InvalidOperationException($"This {Missing}."), program);

    private static string? Find() => OperatingSystem.IsLinux() ? FoldersOfPath().Concat(FoldersOfDebian()).FirstOrDefault(HasAll) : null;

    private static string[] FoldersOfPath() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(
        Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<string> FoldersOfDebian()
    {
        var versions = new DirectoryInfo("/usr/lib/postgresql");
        return versions.Exists
            ? versions.EnumerateDirectories()
                .OrderByDescending(folder => int.TryParse(folder.Name, out int version) ? version : 0)
                .Select(folder => Path.Combine(folder.FullName, "bin"))
            : [];
    }

    private static bool HasAll(string folder) => Needed.All(program => File.Exists(Path.Combine(folder, program)));
}
