using CoEvolve.Actors;

namespace CoEvolve.Engines;

/// <summary>Takes what an ecosystem records.</summary>
public interface IRecordSink
{
    /// <summary>Takes the record of one generation; it is filled anew afterwards, so what is needed must be copied at once.</summary>
    void Take(GenerationRecord record);

    /// <summary>Takes word of a command that took effect. Who only follows metrics need not.</summary>
    void Take(AppliedCommand command)
    {
    }
}
