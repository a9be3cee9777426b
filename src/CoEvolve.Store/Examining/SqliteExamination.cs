using CoEvolve.Engines;
using Microsoft.Data.Sqlite;

namespace CoEvolve.Store;

/// <summary>Looks at a results file. Changes nothing.</summary>
public static class SqliteExamination
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Finds out what there is.</summary>
    /// <param name="path">A results file.</param>
    /// <exception cref="StoreException">There is none; or it is foreign, newer than this program, damaged or locked.</exception>
    public static SqliteFacts Of(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        (long format, long experiments, long unfinished) = Read(path);
        return new SqliteFacts(format, ResultsFile.FormatVersion, experiments, unfinished, IsHeld(path + RunLock.Ending), IsWritable(path));
    }

    private static (long Format, long Experiments, long Unfinished) Read(string path)
    {
        using SqliteConnection connection = ResultsFile.OpenExisting(path, SqliteOpenMode.ReadOnly, Patience);
        return SqliteErrors.Reading(path, () => (
            ResultsFile.Version(connection),
            connection.Number("SELECT count(*) FROM experiment"),
            connection.Number("SELECT count(*) FROM experiment WHERE finished_at IS NULL")));
    }

    // A run holds an empty file beside the results locked; what a killed one left is not.
    private static bool IsHeld(string lockFile)
    {
        if (!File.Exists(lockFile))
            return false;
        try
        {
            using FileStream shared = File.Open(lockFile, FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (FileNotFoundException)
        {
            return false; // the run has just ended
        }
        catch (IOException)
        {
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false; // somebody else's; whether it is held cannot be seen
        }
    }

    private static bool IsWritable(string path)
    {
        try
        {
            using FileStream file = File.Open(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
