using System.Data.Common;

namespace CoEvolve.Store;

/// <summary>Values of columns that may be NULL.</summary>
internal static class NullableColumns
{
    public static int? Int32OrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);

    public static double? DoubleOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetDouble(column);

    public static string? StringOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
