namespace CoEvolve.Scenarios.Tests;

/// <summary>Finds the files of the repository from wherever the tests run.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    public static string Scenario(string name) => Path.Combine(Root, "scenarios", name + ".yaml");

    public static byte[] Data(string name) => File.ReadAllBytes(Path.Combine(Root, "data", name));

    private static string Find(DirectoryInfo? folder)
    {
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CoEvolve.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("CoEvolve.sln stands in no folder above the tests.");
    }
}
