using CoEvolve.Core;

namespace CoEvolve.Actors;

/// <summary>An external corpus that a text model trains on beside what it reads: M captions a generation, drawn from c.</summary>
public sealed class CorpusSpec
{
    /// <summary>Checks and keeps the parts.</summary>
    /// <param name="captionsPerGeneration">M ≥ 0.</param>
    /// <param name="distribution">c, length K, probabilities.</param>
    public CorpusSpec(int captionsPerGeneration, double[] distribution)
    {
        CaptionsPerGeneration = Preconditions.InRange(captionsPerGeneration, 0, PromptSpec.MostCaptions);
        Distribution = Preconditions.Probabilities(distribution);
    }

    /// <summary>M ≥ 0.</summary>
    public int CaptionsPerGeneration { get; }

    /// <summary>c, length K.</summary>
    public double[] Distribution { get; }
}
