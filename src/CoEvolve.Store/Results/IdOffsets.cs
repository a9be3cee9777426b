using System.Data.Common;

namespace CoEvolve.Store;

/// <summary>
/// Where an experiment's rows stand in its store: an id in the store is the id in the experiment, from 1, plus an offset. All
/// offsets of the first experiment are 0. Immutable.
/// </summary>
/// <param name="Experiment">The experiment's id.</param>
/// <param name="Ecosystem">Offset of ecosystem ids.</param>
/// <param name="LastEcosystem">Id in the store of its last ecosystem; equal to the offset if it has none.</param>
/// <param name="Model">Offset of model ids.</param>
/// <param name="Caption">Offset of caption ids.</param>
/// <param name="Dataset">Offset of dataset ids.</param>
internal sealed record IdOffsets(long Experiment, long Ecosystem, long LastEcosystem, long Model, long Caption, long Dataset)
{
    /// <summary>Reads the offsets of a stored experiment. A few steps in indexes; in a file of format 1, scans.</summary>
    public static IdOffsets Of(DbConnection connection, long experiment)
    {
        long ecosystem = First("ecosystem");
        return new IdOffsets(experiment, ecosystem, Math.Max(ecosystem, Bound("max", "ecosystem")), First("model"), First("caption"), First("dataset"));

        long First(string table) => Math.Max(1, Bound("min", table)) - 1;

        long Bound(string bound, string table) =>
            connection.Number($"SELECT coalesce({bound}(id), 0) FROM {table} WHERE experiment_id = @experiment", ("@experiment", experiment));
    }

    /// <summary>Whether the experiment has an ecosystem of that id, which counts from 1.</summary>
    public bool Has(long ecosystem) => ecosystem >= 1 && ecosystem <= LastEcosystem - Ecosystem;

    /// <summary>The offsets of an experiment that would be added now.</summary>
    public static IdOffsets Next(DbConnection connection)
    {
        long ecosystem = Last("ecosystem");
        return new IdOffsets(Last("experiment") + 1, ecosystem, ecosystem, Last("model"), Last("caption"), Last("dataset"));

        long Last(string table) => connection.Number($"SELECT coalesce(max(id), 0) FROM {table}");
    }
}
