using System.Globalization;
using Microsoft.Data.Sqlite;

namespace CoEvolve.Cli.Tests;

/// <summary>Reads results files with plain SQL, as a user would.</summary>
internal static class Database
{
    /// <summary>Every row of what a run computed, in order of keys, doubles bit for bit.</summary>
    public static string Everything(string file)
    {
        var text = new System.Text.StringBuilder();
        foreach (string table in new[] { "text_metric", "image_metric", "caption_metric", "snapshot" })
        {
            string caption = table == "caption_metric" ? ", caption" : "";
            text.AppendLine(table);
            foreach (object?[] row in Rows(file, $"SELECT * FROM {table} ORDER BY ecosystem_id, generation, model{caption}"))
                text.AppendJoin(',', row.Select(Exact)).AppendLine();
        }

        return text.ToString();
    }

    public static double Number(string file, string sql) => Convert.ToDouble(Rows(file, sql).Single()[0], CultureInfo.InvariantCulture);

    public static List<object?[]> Rows(string file, string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        using SqliteDataReader reader = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i))]);
        return rows;
    }

    private static string Exact(object? value) => value switch
    {
        null => "NULL",
        double number => BitConverter.DoubleToInt64Bits(number).ToString("x16", CultureInfo.InvariantCulture),
        byte[] bytes => Convert.ToHexString(bytes),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
