using CoEvolve.Engines;

namespace CoEvolve.Actors.Tests;

/// <summary>A sink for tests that look at states alone.</summary>
internal sealed class NoSink : IRecordSink
{
    public void Take(GenerationRecord record)
    {
    }
}
