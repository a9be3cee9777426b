using System.Data.Common;

namespace CoEvolve.Store;

/// <summary>Queries with parameters, on either database.</summary>
internal static class Queries
{
    /// <summary>A command; parameters are written @name.</summary>
    public static DbCommand Command(this DbConnection connection, string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        foreach ((string name, object value) in parameters)
        {
            DbParameter parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }

        return command;
    }

    /// <summary>What is read from each row of a query.</summary>
    public static List<T> List<T>(this DbConnection connection, string sql, Func<DbDataReader, T> read, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using DbCommand command = connection.Command(sql, parameters);
        using DbDataReader row = command.ExecuteReader();
        var list = new List<T>();
        while (row.Read())
            list.Add(read(row));
        return list;
    }

    /// <summary>Runs a query that gives one whole number of 64 bits.</summary>
    /// <exception cref="InvalidCastException">It gives something else.</exception>
    public static long Number(this DbConnection connection, string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using DbCommand command = connection.Command(sql, parameters);
        return (long)command.ExecuteScalar()!;
    }
}
