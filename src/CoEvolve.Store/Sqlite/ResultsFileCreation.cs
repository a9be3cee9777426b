using CoEvolve.Engines;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CoEvolve.Store;

/// <summary>
/// Makes a results file under a temporary name beside the final one and renames it, so that a file of the final name is
/// always whole, and an old one stays until the new one is ready.
/// </summary>
internal static class ResultsFileCreation
{
    /// <exception cref="StoreException">The file cannot be made there; an old file is as it was.</exception>
    public static void Create(string path, ExperimentDefinition experiment, bool overwrite, TimeSpan lockTimeout)
    {
        CheckFolder(path);
        string building = $"{path}.{Guid.NewGuid():N}.new";
        try
        {
            ClearTheWay(path, overwrite, lockTimeout);
            Build(building, experiment, lockTimeout);
            if (overwrite)
                DeleteCompanions(path);
            File.Move(building, path, overwrite);
        }
        catch (Exception exception) when (exception is SqliteException or StoreException or IOException or UnauthorizedAccessException)
        {
            TryDelete(building);
            if (exception is SqliteException { SqliteErrorCode: raw.SQLITE_FULL })
                throw new StoreException($"{path}: the disk is full. Free some space, or choose another --out.", exception);
            throw SqliteErrors.Explain(path, exception);
        }
    }

    private static void CheckFolder(string path)
    {
        if (Directory.Exists(path))
            throw new StoreException($"{path}: this is a folder. Name a file, such as {Path.Combine(path, "results.db")}.");
        string folder = Path.GetDirectoryName(path)!;
        if (!Directory.Exists(folder))
            throw new StoreException($"{path}: the folder {folder} does not exist. Make it, or choose another --out.");
    }

    private static void ClearTheWay(string path, bool overwrite, TimeSpan lockTimeout)
    {
        var old = new FileInfo(path);
        string? leftOver = ResultsFile.Companions.Select(ending => path + ending).FirstOrDefault(File.Exists);
        if (!overwrite && old.Exists)
            throw new StoreException($"{path}: the file exists. --force replaces it; another --out keeps it; --resume goes on with it.");
        if (!overwrite && leftOver is not null)
            throw new StoreException($"{leftOver}: this is left over from a file that is gone. --force removes it; another --out keeps it.");
        if (old.Exists && old.Length == 0 && !EmptyFile.IsOrdinary(path))
            throw new StoreException($"{path}: this is a pipe or a device, not a file. Choose another --out.");
        if (old.Exists && old.Length > 0)
            CheckReplaceable(path, lockTimeout);
    }

    private static void CheckReplaceable(string path, TimeSpan lockTimeout)
    {
        using SqliteConnection connection = ResultsFile.Connect(path, SqliteOpenMode.ReadWrite, lockTimeout);
        try
        {
            if (!ResultsFile.IsOurs(connection))
                throw Foreign(path, null);
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is raw.SQLITE_NOTADB or raw.SQLITE_CORRUPT)
        {
            throw Foreign(path, exception);
        }

        // Leaving WAL takes an exclusive lock: it fails while anybody else, a run above all, has the file open.
        try
        {
            ResultsFile.Execute(connection, "PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE; COMMIT");
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is not (raw.SQLITE_BUSY or raw.SQLITE_LOCKED))
        {
            // A damaged file of ours may still be replaced.
        }
    }

    private static StoreException Foreign(string path, Exception? inner) => new(
        $"{path}: this is not a CoEvolve results file, so --force does not replace it. Choose another --out, or delete it yourself.", inner!);

    private static void Build(string path, ExperimentDefinition experiment, TimeSpan lockTimeout)
    {
        using SqliteConnection connection = ResultsFile.Connect(path, SqliteOpenMode.ReadWriteCreate, lockTimeout);
        ResultsFile.Execute(connection, "PRAGMA journal_mode = MEMORY; BEGIN");
        ResultsFile.Execute(connection, EmbeddedSql.Schema);
        ResultsFile.Execute(connection, EmbeddedSql.Format2);
        SqliteExperimentTables.Write(connection, experiment);
        ResultsFile.Execute(connection, "COMMIT");
    }

    private static void DeleteCompanions(string path)
    {
        foreach (string ending in ResultsFile.Companions)
            File.Delete(path + ending);
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
            DeleteCompanions(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The error that led here says more than this one would.
        }
    }
}
