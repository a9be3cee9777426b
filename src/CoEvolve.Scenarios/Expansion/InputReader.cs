namespace CoEvolve.Scenarios;

/// <summary>Reads every input file of an experiment once, and keeps it for storing.</summary>
internal sealed class InputReader(IInputFiles files)
{
    private readonly List<InputFile> _read = [];

    /// <summary>What has been read, in the order of reading.</summary>
    public IReadOnlyList<InputFile> Read => _read;

    public byte[] BytesOf(string name)
    {
        InputFile? file = _read.Find(read => read.Name == name);
        if (file is null)
        {
            file = new InputFile(name, files.Read(name, ScenarioLimits.MostFileBytes));
            _read.Add(file);
        }

        return file.Bytes;
    }
}
