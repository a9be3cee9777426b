namespace CoEvolve.Scenarios;

/// <summary>Files on disk, relative to a folder. Thread-safe.</summary>
public sealed class DirectoryInputFiles : IInputFiles
{
    private readonly string _directory;

    /// <summary>Reads relative to <paramref name="directory"/>, usually the folder of the scenario file.</summary>
    public DirectoryInputFiles(string directory)
    {
        ArgumentNullException.ThrowIfNull(directory);
        _directory = directory;
    }

    /// <inheritdoc/>
    public byte[] Read(string name, long mostBytes)
    {
        ArgumentNullException.ThrowIfNull(name);
        try
        {
            string path = Path.Combine(_directory, name);
            if (path.Length == 0)
                throw new InputFileException("the path is empty. Name a file");
            if (Directory.Exists(path))
                throw new InputFileException("it is a folder; allowed is a file. Name a file in it");
            using FileStream stream = File.OpenRead(path);
            if (stream.CanSeek && stream.Length > mostBytes)
                throw BoundedStream.TooLong(mostBytes);
            return BoundedStream.ReadToEnd(stream, mostBytes);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputFileException("there is no such file. Paths are relative to the scenario file; correct the path", exception);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new InputFileException("it may not be read. Change its permissions", exception);
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or NotSupportedException)
        {
            throw new InputFileException($"it cannot be read: {exception.Message.TrimEnd('.')}. Check the path", exception);
        }
    }
}
