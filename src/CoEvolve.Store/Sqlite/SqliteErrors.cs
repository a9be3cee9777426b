using CoEvolve.Engines;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CoEvolve.Store;

/// <summary>Turns what SQLite says into what the user can do about it.</summary>
internal static class SqliteErrors
{
    /// <summary>The error of <paramref name="exception"/> for the file at <paramref name="path"/>, with a remedy.</summary>
    public static StoreException Explain(string path, Exception exception) => exception switch
    {
        StoreException known => known,
        SqliteException sqlite => new StoreException(Message(path, sqlite), sqlite),
        UnauthorizedAccessException => new StoreException(
            $"{path}: no permission to write it or its folder ({exception.Message}). Change the permissions, or choose another --out.", exception),
        IOException => new StoreException(
            $"{path}: reading or writing it failed ({exception.Message}). Check the disk, or choose another --out.", exception),
        _ => new StoreException($"{path}: writing stopped by an error in the program: {exception.Message}", exception),
    };

    /// <summary>Reads from the file at <paramref name="path"/>.</summary>
    /// <exception cref="StoreException">SQLite failed; or a value is there that the program never writes.</exception>
    public static T Reading<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is SqliteException or StoreException)
        {
            throw Explain(path, exception);
        }
        catch (Exception exception) when (DamagedValue.Is(exception))
        {
            throw new StoreException($"{path}: the file is damaged, or was changed by hand ({exception.Message.TrimEnd('.')}). Go back to a copy, or start again with --force.", exception);
        }
    }

    private static string Message(string path, SqliteException exception) => exception.SqliteErrorCode switch
    {
        raw.SQLITE_FULL => $"{path}: the disk is full. What was stored before is safe; free some space, then go on with --resume.",
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED =>
            $"{path}: another program has the file locked. Close that program (or the other run), then try again; --resume goes on with a run.",
        raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_AUTH =>
            $"{path}: no permission to write it or its folder. Change the permissions, or choose another --out.",
        raw.SQLITE_CANTOPEN =>
            $"{path}: the file cannot be opened or made. Check that its folder exists and may be written, or choose another --out.",
        raw.SQLITE_NOTADB => $"{path}: this is not a CoEvolve results file. Choose another file.",
        raw.SQLITE_CORRUPT => $"{path}: the file is damaged ({exception.Message}). Go back to a copy, or start again with --force.",
        raw.SQLITE_IOERR =>
            $"{path}: reading or writing the file failed ({exception.Message}). Check the disk; what was stored before goes on with --resume.",
        _ => $"{path}: {exception.Message}. What was stored before goes on with --resume.",
    };
}
