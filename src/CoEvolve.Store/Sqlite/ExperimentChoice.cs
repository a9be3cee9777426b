using System.Globalization;
using CoEvolve.Engines;
using Microsoft.Data.Sqlite;

namespace CoEvolve.Store;

/// <summary>Finds the experiment that a caller means.</summary>
internal static class ExperimentChoice
{
    private const int MostNamed = 30;

    /// <summary>The id of the experiment that is asked for, or of the only one.</summary>
    /// <exception cref="StoreException">It is not in the file; or none is asked for, and there are several. The message names what there is.</exception>
    public static long Of(SqliteConnection connection, long? wanted)
    {
        string path = connection.DataSource;
        List<(long Id, string Name)> there = All(connection);
        if (there.Count == 0)
            throw None(path);
        string known = Describe(there);
        if (wanted is null)
        {
            return there.Count == 1
                ? there[0].Id
                : throw new StoreException($"{path}: it has {Text(there.Count)} experiments: {known}. Name one with --experiment, as in --experiment {Text(there[0].Id)}.");
        }

        if (there.Exists(experiment => experiment.Id == wanted))
            return wanted.Value;
        string remedy = there.Count == 1 ? "Leave --experiment out" : "Give --experiment one of these numbers";
        throw new StoreException($"{path}: it has no experiment {Text(wanted.Value)}; it has {known}. {remedy}.");
    }

    /// <summary>The refusal of a file whose experiments were taken away.</summary>
    public static StoreException None(string path) => new($"{path}: it holds no experiment. Start again with --force.");

    private static List<(long Id, string Name)> All(SqliteConnection connection)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT id, name FROM experiment ORDER BY id";
        using SqliteDataReader row = command.ExecuteReader();
        var all = new List<(long, string)>();
        while (row.Read())
            all.Add((row.GetInt64(0), row.GetString(1)));
        return all;
    }

    private static string Describe(List<(long Id, string Name)> experiments)
    {
        string list = string.Join(", ", experiments.Take(MostNamed).Select(experiment => $"{Text(experiment.Id)} ({experiment.Name})"));
        return experiments.Count > MostNamed ? list + ", …" : list;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
