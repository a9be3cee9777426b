using System.Globalization;
using CoEvolve.Engines;

namespace CoEvolve.Store;

/// <summary>Finds the experiment that a caller means.</summary>
internal static class ExperimentChoice
{
    private const int MostNamed = 30;

    /// <summary>The id of the experiment that is asked for, or of the only one.</summary>
    /// <exception cref="StoreException">It is not in the store; or none is asked for, and there are several. The message names what there is.</exception>
    public static long Of(ResultsDatabase store, long? wanted)
    {
        string name = store.Name;
        List<(long Id, string Name)> there = store.Connection.List("SELECT id, name FROM experiment ORDER BY id", row => (row.GetInt64(0), row.GetString(1)));
        if (there.Count == 0)
            throw None(store);
        string known = Describe(there);
        if (wanted is null)
        {
            return there.Count == 1
                ? there[0].Id
                : throw new StoreException($"{name}: it has {Text(there.Count)} experiments: {known}. Name one with --experiment, as in --experiment {Text(there[0].Id)}.");
        }

        if (there.Exists(experiment => experiment.Id == wanted))
            return wanted.Value;
        string remedy = there.Count == 1 ? "Leave --experiment out" : "Give --experiment one of these numbers";
        throw new StoreException($"{name}: it has no experiment {Text(wanted.Value)}; it has {known}. {remedy}.");
    }

    /// <summary>The refusal of a store whose experiments were taken away, or that never had one.</summary>
    public static StoreException None(ResultsDatabase store) => new($"{store.Name}: it holds no experiment. {store.RemedyWithoutExperiment}.");

    private static string Describe(List<(long Id, string Name)> experiments)
    {
        string list = string.Join(", ", experiments.Take(MostNamed).Select(experiment => $"{Text(experiment.Id)} ({experiment.Name})"));
        return experiments.Count > MostNamed ? list + ", …" : list;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
