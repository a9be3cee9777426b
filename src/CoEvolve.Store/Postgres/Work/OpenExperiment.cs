using CoEvolve.Engines;
using Npgsql;

namespace CoEvolve.Store;

/// <summary>An experiment that is not finished, with what a node needs of it for every slice. Immutable.</summary>
/// <param name="Offsets">Where its ids begin.</param>
/// <param name="Definition">What was submitted.</param>
internal sealed record OpenExperiment(IdOffsets Offsets, ExperimentDefinition Definition)
{
    /// <summary>Its number in the store.</summary>
    public long Id => Offsets.Experiment;

    /// <summary>Guards its slices.</summary>
    public SliceCommitCheck Check { get; } = new(Definition);

    /// <summary>Reads one.</summary>
    public static OpenExperiment Read(NpgsqlConnection connection, long id) =>
        new(IdOffsets.Of(connection, id), ExperimentTables.Read(connection, id, out _));
}
