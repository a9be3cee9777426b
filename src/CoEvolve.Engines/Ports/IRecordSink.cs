using CoEvolve.Actors;

namespace CoEvolve.Engines;

/// <summary>Takes what an ecosystem records.</summary>
public interface IRecordSink
{
    /// <summary>Takes the record of one generation; it is filled anew afterwards, so what is needed must be copied at once.</summary>
    void Take(GenerationRecord record);
}
