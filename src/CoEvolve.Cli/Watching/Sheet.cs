namespace CoEvolve.Cli;

/// <summary>A heading and lines of a label and a value each, with the values one under the other.</summary>
internal sealed class Sheet(string heading)
{
    private readonly List<(string Label, string Value)> _lines = [];

    public void Add(string label, string value) => _lines.Add((label, value));

    /// <summary>Writes it, and an empty line.</summary>
    public void Write(TextWriter output)
    {
        int width = _lines.Max(line => line.Label.Length) + 2;
        output.WriteLine(Texts.Line(heading));
        foreach ((string label, string value) in _lines)
            output.WriteLine(("  " + label.PadRight(width) + Texts.Line(value)).TrimEnd());
        output.WriteLine();
    }
}
