namespace CoEvolve.Cli.Tests;

/// <summary>Where the working tree of this project is.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    private static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "CoEvolve.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("No folder above the tests holds CoEvolve.sln.");
    }
}
