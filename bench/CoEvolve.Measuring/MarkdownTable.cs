using System.Text;

namespace CoEvolve.Measuring;

/// <summary>A table in Markdown: the first column to the left, numbers to the right.</summary>
public sealed class MarkdownTable(params string[] headers)
{
    private readonly List<string[]> _rows = [];

    /// <summary>Adds a row.</summary>
    public void Add(params string[] cells)
    {
        if (cells.Length != headers.Length)
            throw new ArgumentException($"{cells.Length} cells; the table has {headers.Length} columns.", nameof(cells));
        _rows.Add(cells);
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder();
        Line(text, headers);
        Line(text, [.. headers.Select((_, i) => i == 0 ? "---" : "---:")]);
        foreach (string[] row in _rows)
            Line(text, row);
        return text.ToString();
    }

    private static void Line(StringBuilder text, string[] cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
