using System.Data.Common;

namespace CoEvolve.Store;

/// <summary>Reads rows with SQL that every database of ours understands. A parameter @name is given as "name".</summary>
internal static class Rows
{
    /// <summary>All rows of a query, in memory.</summary>
    public static List<T> Read<T>(DbConnection connection, string sql, Func<DbDataReader, T> read, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        foreach ((string name, object value) in parameters)
        {
            DbParameter parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        using DbDataReader row = command.ExecuteReader();
        var all = new List<T>();
        while (row.Read())
            all.Add(read(row));
        return all;
    }

    public static int? WholeOrNull(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);

    public static double? NumberOrNull(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetDouble(column);

    public static string? TextOrNull(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
