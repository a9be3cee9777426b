using System.Globalization;
using CsvHelper;

namespace CoEvolve.Store.Tests;

/// <summary>A table as it was exported to a CSV file: cells as text, by column and row.</summary>
internal sealed class ExportedTable
{
    private readonly string[] _columns;
    private readonly List<string[]> _rows;

    private ExportedTable(string[] columns, List<string[]> rows)
    {
        _columns = columns;
        _rows = rows;
    }

    public int Count => _rows.Count;

    public static ExportedTable Read(string file)
    {
        using var reader = new StreamReader(file);
        using var parser = new CsvParser(reader, CultureInfo.InvariantCulture);
        Assert.True(parser.Read());
        string[] columns = parser.Record!;
        var rows = new List<string[]>();
        while (parser.Read())
            rows.Add(parser.Record!);
        return new ExportedTable(columns, rows);
    }

    /// <summary>The cells of some columns, joined by |, row by row.</summary>
    public IEnumerable<string> Lines(params string[] columns)
    {
        int[] at = [.. columns.Select(column => Array.IndexOf(_columns, column))];
        return _rows.Select(row => string.Join('|', at.Select(i => row[i])));
    }

    /// <summary>Checks that the table has these columns and rows: numbers to the bit, NULL for null, bytes as base 64.</summary>
    public void AssertHas(string[] columns, IEnumerable<object?[]> expected)
    {
        Assert.Equal(columns, _columns);
        object?[][] all = [.. expected];
        Assert.Equal(all.Length, _rows.Count);
        for (int row = 0; row < all.Length; row++)
        {
            for (int column = 0; column < columns.Length; column++)
                AssertIs(all[row][column], _rows[row][column]);
        }
    }

    private static void AssertIs(object? expected, string cell)
    {
        if (expected is double number)
            Assert.Equal(BitConverter.DoubleToInt64Bits(number), BitConverter.DoubleToInt64Bits(double.Parse(cell, CultureInfo.InvariantCulture)));
        else if (expected is byte[] bytes)
            Assert.Equal(bytes, Convert.FromBase64String(cell));
        else
            Assert.Equal(Convert.ToString(expected, CultureInfo.InvariantCulture), cell);
    }
}
