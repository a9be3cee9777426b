namespace CoEvolve.Scenarios;

/// <summary>Files that are held in memory, by the names that the scenario gives them. Thread-safe.</summary>
public sealed class StoredInputFiles : IInputFiles
{
    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);

    /// <summary>Keeps the files; of two with one name, the later counts.</summary>
    public StoredInputFiles(IEnumerable<InputFile> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        foreach (InputFile file in files)
            _files[file.Name] = file.Bytes;
    }

    /// <inheritdoc/>
    public byte[] Read(string name, long mostBytes)
    {
        if (!_files.TryGetValue(name, out byte[]? bytes))
            throw new InputFileException("no input of that name is stored with the experiment. Submit the scenario again");
        return bytes.Length <= mostBytes ? bytes : throw new InputFileException($"it has {bytes.Length} bytes; "
            + $"allowed are {mostBytes}. Use a smaller file");
    }
}
