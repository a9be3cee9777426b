namespace CoEvolve.Store.Tests;

/// <summary>A folder without write permission. A superuser ignores permissions: for one it is a folder of the kernel's.</summary>
internal sealed class UnwritableFolder : IDisposable
{
    private const string Kernel = "/sys/kernel";
    private readonly TemporaryFolder _folder = new();

    public UnwritableFolder()
    {
        if (!OperatingSystem.IsWindows() && !Environment.IsPrivilegedProcess)
            File.SetUnixFileMode(_folder.Folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    public static bool Exists => !OperatingSystem.IsWindows() && (!Environment.IsPrivilegedProcess || Directory.Exists(Kernel));

    public string Path => Environment.IsPrivilegedProcess ? Kernel : _folder.Folder;

    public void Dispose()
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_folder.Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        _folder.Dispose();
    }
}
