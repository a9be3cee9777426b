using CoEvolve.Engines;
using Npgsql;

namespace CoEvolve.Store;

/// <summary>An experiment that is not finished. What it says of itself, its data included, is read when it is first worked on. Thread-safe.</summary>
/// <param name="offsets">Where its ids begin.</param>
internal sealed class OpenExperiment(IdOffsets offsets)
{
    private readonly Lock _gate = new();
    private volatile Content? _content;

    /// <summary>Where its ids begin.</summary>
    public IdOffsets Offsets { get; } = offsets;

    /// <summary>Its number in the store.</summary>
    public long Id => Offsets.Experiment;

    /// <summary>What was submitted. After <see cref="Load"/>.</summary>
    public ExperimentDefinition Definition => Loaded.Definition;

    /// <summary>Guards its slices. After <see cref="Load"/>.</summary>
    public SliceCommitCheck Check => Loaded.Check;

    private Content Loaded => _content ?? throw new InvalidOperationException($"Experiment {Id} has not been loaded.");

    /// <summary>Reads what was submitted, once.</summary>
    public void Load(NpgsqlConnection connection)
    {
        lock (_gate)
        {
            if (_content is not null)
                return;
            ExperimentDefinition definition = ExperimentTables.Read(connection, Id, out _);
            _content = new Content(definition, new SliceCommitCheck(definition));
        }
    }

    private sealed record Content(ExperimentDefinition Definition, SliceCommitCheck Check);
}
