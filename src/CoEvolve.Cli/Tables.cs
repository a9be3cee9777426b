using System.Globalization;
using Spectre.Console;

namespace CoEvolve.Cli;

/// <summary>Tables on standard output: a fixed width and plain text, for a terminal and a pipe alike.</summary>
internal static class Tables
{
    /// <summary>A table of right-aligned columns.</summary>
    public static Table New(params string[] columns)
    {
        Table table = new Table().Border(TableBorder.Simple);
        foreach (string column in columns)
            table.AddColumn(new TableColumn(column).RightAligned().NoWrap());
        return table;
    }

    /// <summary>Writes a table and an empty line. What is printed does not depend on a window.</summary>
    public static void Write(Table table, TextWriter output, int width = 160)
    {
        using var text = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(text), Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors });
        console.Profile.Width = width;
        console.Write(table);
        foreach (string line in text.ToString().Split("\n").Select(l => l.TrimEnd()).Where(l => l.Length > 0))
            output.WriteLine(line);
        output.WriteLine();
    }

    /// <summary>Three decimals, or two digits where that would show nothing.</summary>
    public static string Number(double number) => Math.Abs(number) is >= 0.0005 or 0
        ? number.ToString("0.000", CultureInfo.InvariantCulture)
        : number.ToString("0.0e0", CultureInfo.InvariantCulture);
}
