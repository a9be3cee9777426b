using CoEvolve.Engines;

namespace CoEvolve.Store;

/// <summary>
/// Keeps two runs from writing one results file: an empty file beside it that the running process holds locked. It is gone
/// when the run ends; what a killed run leaves is not locked, and no obstacle.
/// </summary>
/// <remarks>
/// SQLite's own locks cannot do this, because readers must come in while a run goes on. Where a file system knows no
/// locks, the guard of each slice still keeps two runs from storing the same generation.
/// </remarks>
internal static class RunLock
{
    /// <summary>What is added to the results file's name.</summary>
    public const string Ending = "-lock";

    /// <summary>Takes the lock, which disposing of the result gives back.</summary>
    /// <exception cref="StoreException">Another run has it, or the folder cannot be written.</exception>
    public static IDisposable Take(string path)
    {
        try
        {
            return new FileStream(path + Ending, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw SqliteErrors.Explain(path, exception);
        }
        catch (IOException exception)
        {
            throw new StoreException($"{path}: another run is writing this file. Wait for it or stop it, or choose another --out.", exception);
        }
    }
}
