using CoEvolve.Actors;
using CoEvolve.Core;
using CoEvolve.Engines;

namespace CoEvolve.Findings;

/// <summary>
/// What one ecosystem measured in every generation, held in memory: some 8·(T+1)·(3 + 4K) bytes. One text model and one
/// image model.
/// </summary>
/// <remarks>Written by the thread that runs the ecosystem, read when all have ended. A generation that comes twice is kept once.</remarks>
public sealed class EcosystemTrace : IRecordSink
{
    private readonly double[] _diversity;
    private readonly double[] _resolution;
    private readonly double[] _matthew;
    private readonly CaptionMetrics[] _captions;

    /// <summary>Makes an empty trace.</summary>
    public EcosystemTrace(EcosystemSpec spec, int replicate)
    {
        ArgumentNullException.ThrowIfNull(spec);
        if (spec.TextModels.Length != 1 || spec.ImageModels.Length != 1)
            throw new ArgumentException($"There are {spec.TextModels.Length} text models and {spec.ImageModels.Length} image models; allowed is one of each.", nameof(spec));
        Spec = spec;
        Replicate = replicate;
        _diversity = new double[spec.Generations + 1];
        _resolution = new double[spec.Generations + 1];
        _matthew = new double[spec.Generations + 1];
        _captions = new CaptionMetrics[(spec.Generations + 1) * spec.Captions];
    }

    /// <summary>What the ecosystem is.</summary>
    public EcosystemSpec Spec { get; }

    /// <summary>Its number among those of the same seed, from 1.</summary>
    public int Replicate { get; }

    /// <summary>T.</summary>
    public int Generations => Spec.Generations;

    /// <summary>K.</summary>
    public int Captions => Spec.Captions;

    /// <summary>G at each generation, 0 … T.</summary>
    public IReadOnlyList<double> TextDiversity => _diversity;

    /// <summary>ρ̂ of the step that starts at each generation; NaN where there is none.</summary>
    public IReadOnlyList<double> ReaderResolution => _resolution;

    /// <summary>The Matthew index at each generation; NaN where there is none.</summary>
    public IReadOnlyList<double> MatthewIndex => _matthew;

    /// <summary>The captions' metrics at a generation, K elements.</summary>
    public ReadOnlySpan<CaptionMetrics> At(int generation) => _captions.AsSpan(generation * Captions, Captions);

    /// <inheritdoc/>
    public void Take(GenerationRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        int t = record.Generation;
        _diversity[t] = record.Texts[0].GiniSimpson;
        _resolution[t] = record.Texts[0].ReaderResolution ?? double.NaN;
        _matthew[t] = record.Images[0].MatthewIndex ?? double.NaN;
        record.Captions[0].AsSpan().CopyTo(_captions.AsSpan(t * Captions, Captions));
    }
}
