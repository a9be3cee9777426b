using System.Diagnostics;
using CoEvolve.Actors;

namespace CoEvolve.Engines;

/// <summary>What a slice comes to, whichever engine ran it.</summary>
internal static class SliceEnd
{
    /// <summary>The slice of an ecosystem that ran as it should.</summary>
    /// <param name="ecosystem">As it was claimed.</param>
    /// <param name="spec">What is fixed.</param>
    /// <param name="halt">Why it goes no further, if it does not.</param>
    /// <param name="end">Its state when the slice ended.</param>
    /// <param name="recorded">What it recorded.</param>
    public static SliceCommit Of(ClaimedEcosystem ecosystem, EcosystemSpec spec, HaltReason halt, EcosystemCheckpoint end, RecordedRows recorded)
    {
        EcosystemStatus status = end.Generation == spec.Generations ? EcosystemStatus.Finished
            : halt == HaltReason.Stopped ? EcosystemStatus.Stopped
            : halt == HaltReason.Paused ? EcosystemStatus.Paused
            : EcosystemStatus.Running;
        bool goesOn = status is EcosystemStatus.Running or EcosystemStatus.Paused;
        return new SliceCommit(
            ecosystem.Id, ecosystem.Generation, end.Generation, status, Error: null, goesOn ? end.ToBytes() : null, end.Collapse, recorded.Rows)
        {
            Commands = recorded.Commands,
        };
    }

    /// <summary>The slice of an ecosystem that threw: it ends where it was claimed.</summary>
    public static SliceCommit Failed(ClaimedEcosystem ecosystem, Exception e) => new(
        ecosystem.Id,
        ecosystem.Generation,
        ecosystem.Generation,
        EcosystemStatus.Failed,
        $"{e.GetType().Name}: {e.Message}{Place(e)}",
        Checkpoint: null,
        default,
        new SliceRows());

    // Some exceptions say nothing but where they arose: without it, nobody could tell from the results what went wrong.
    private static string Place(Exception e) =>
        e is IndexOutOfRangeException or NullReferenceException or InvalidCastException or KeyNotFoundException
        && new StackTrace(e).GetFrames().Select(frame => frame.GetMethod()).FirstOrDefault(method => method?.DeclaringType is { } type && type.Assembly != typeof(object).Assembly) is { } place
            ? $" It arose in {place.DeclaringType!.Name}.{place.Name}."
            : "";
}
