using CoEvolve.Actors;
using CoEvolve.Engines;

namespace CoEvolve.Benchmarks;

/// <summary>Takes records and keeps none.</summary>
internal sealed class NoSink : IRecordSink
{
    /// <inheritdoc/>
    public void Take(GenerationRecord record)
    {
    }
}
