namespace CoEvolve.Scenarios;

/// <summary>
/// Where the files that a scenario names come from: a folder (<see cref="DirectoryInputFiles"/>), or what was stored with
/// an experiment (<see cref="StoredInputFiles"/>), so that a worker of a cluster needs no files.
/// </summary>
public interface IInputFiles
{
    /// <summary>Reads one file.</summary>
    /// <param name="name">The path as the scenario gives it, relative to the scenario.</param>
    /// <param name="mostBytes">The most bytes that the file may have.</param>
    /// <exception cref="InputFileException">It is not there, no file, not readable or too large.</exception>
    byte[] Read(string name, long mostBytes);
}
