using System.Globalization;
using System.Text;

namespace CoEvolve.Cli;

/// <summary>A plot of text and image diversity over generations, in plain characters.</summary>
internal static class DiversityPlot
{
    private const int Width = 64;
    private const int Height = 12;

    /// <summary>Draws it.</summary>
    /// <param name="generations">Ascending, one or more.</param>
    /// <param name="text">Text diversity at each.</param>
    /// <param name="image">Image diversity at each.</param>
    /// <returns>Lines that each end with a line break. The vertical axis runs from 0 to 1, or higher if a value does.</returns>
    public static string Draw(IReadOnlyList<int> generations, IReadOnlyList<double> text, IReadOnlyList<double> image)
    {
        double top = Math.Max(1, Math.Max(text.Max(), image.Max()));
        var cells = new char[Height + 1, Width];
        for (int row = 0; row <= Height; row++)
        {
            for (int column = 0; column < Width; column++)
                cells[row, column] = ' ';
        }

        Mark(cells, generations, text, top, 't');
        Mark(cells, generations, image, top, 'i');
        return Render(cells, generations, top);
    }

    // Each column shows the mean of the generations that fall into it.
    private static void Mark(char[,] cells, IReadOnlyList<int> generations, IReadOnlyList<double> values, double top, char mark)
    {
        long first = generations[0], span = Math.Max(1, generations[^1] - first);
        foreach (var group in Enumerable.Range(0, values.Count).GroupBy(i => (int)((generations[i] - first) * (Width - 1) / span)))
        {
            int row = Height - (int)Math.Round(group.Average(i => values[i]) / top * Height);
            ref char cell = ref cells[Math.Clamp(row, 0, Height), group.Key];
            cell = cell is ' ' || cell == mark ? mark : '*';
        }
    }

    private static string Render(char[,] cells, IReadOnlyList<int> generations, double top)
    {
        var plot = new StringBuilder();
        for (int row = 0; row <= Height; row++)
        {
            string label = row % (Height / 4) == 0
                ? (top * (Height - row) / Height).ToString("0.00", CultureInfo.InvariantCulture) + " ┤"
                : "│";
            var line = new StringBuilder(label.PadLeft(8));
            for (int column = 0; column < Width; column++)
                line.Append(cells[row, column]);
            plot.AppendLine(line.ToString().TrimEnd());
        }

        string first = generations[0].ToString("N0", CultureInfo.InvariantCulture), last = generations[^1].ToString("N0", CultureInfo.InvariantCulture);
        plot.AppendLine("       └" + new string('─', Width));
        plot.AppendLine("        " + first + last.PadLeft(Width - first.Length));
        plot.AppendLine("        t text diversity (Gini–Simpson)   i image diversity   * both   → generation");
        return plot.ToString();
    }
}
